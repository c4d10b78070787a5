package rules

import "time"

// aged are the findings that rest on what the region said about the patient. They
// may be out of date: an entitlement may have been granted, or a bill sent, since
// then.
var aged = map[string]bool{
	CodeEntitlement: true, CodeApprovalInvalid: true, CodeApprovalDate: true, CodeApprovalMixed: true,
	CodeApprovalAmount: true, CodeBasePassed: true, CodeDoubleEarlier: true, CodeFeeCeiling: true,
	CodeFrequency: true,
}

// age adds the time at which the region was asked to such findings, if that was
// some time ago (Facts.Asked).
func (c *checker) age() {
	asked, known := c.facts.Asked[c.bill.Person]
	if !known {
		return
	}
	for i := range c.findings {
		if f := &c.findings[i]; aged[f.Code] {
			if f.Params == nil {
				f.Params = map[string]string{}
			}
			f.Params["asked"] = asked.Format(time.DateOnly + " 15:04")
		}
	}
}
