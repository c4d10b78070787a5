package rules

import "example.org/tandtui/internal/domain"

// Subject is something the checks look at.
type Subject string

// The subjects that a region's profile may leave out.
const (
	SubjectDeadline  Subject = "deadline"  // last day to send a bill
	SubjectFees      Subject = "fees"      // standard amounts of the patient's fee
	SubjectCeiling   Subject = "ceiling"   // högkostnadsskydd
	SubjectBase      Subject = "base"      // base amount of care without FHB
	SubjectCareModel Subject = "careModel" // when a vårdmodell is asked for
	SubjectReserve   Subject = "reserve"   // form of the region's reservnummer
	SubjectFeeFree   Subject = "feeFree"   // ages at which no fee is paid
	SubjectFeeOwed   Subject = "feeOwed"   // how grave a visit without fee is
	SubjectCategory  Subject = "category"  // disease groups
	SubjectReminder  Subject = "reminder"  // when to warn of the deadline
	SubjectFrequency Subject = "frequency" // how often something is paid
)

// Unchecked lists what cannot be checked under a profile because it does not
// state the facts. The user has to know them, and the screens show the list.
func Unchecked(p *domain.Profile) (list []Subject) {
	for _, s := range []struct {
		subject Subject
		known   bool
	}{
		{SubjectDeadline, p.Deadline.Number > 0},
		{SubjectFees, len(p.Fees) > 0},
		{SubjectCeiling, len(p.FeeCeilings) > 0},
		{SubjectBase, len(p.BaseAmounts) > 0},
		{SubjectCareModel, len(p.CareModelFor) > 0},
		{SubjectReserve, p.Reserve != ""},
		{SubjectFeeFree, len(p.FeeFree) > 0},
		{SubjectFeeOwed, p.FeeMissing != ""},
		{SubjectCategory, len(p.Categories) > 0},
		{SubjectReminder, len(p.WarnDays) > 0 || p.Deadline.Number == 0}, // without a deadline that is reported instead
		{SubjectFrequency, len(p.Frequencies) > 0},
	} {
		if !s.known {
			list = append(list, s.subject)
		}
	}
	return list
}
