package demobank

import (
	"strconv"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
)

const sek = "SEK"

// Paid is what the receivers' banks notify after an order: one statement for each
// account that got money, by the order's own order. refused are those that were
// not paid.
func Paid(in bank.Received, refused map[string]string) (all []bank.Statement) {
	at := map[bank.Account]int{}
	for i, p := range in.Order.Payments {
		if _, no := refused[p.EndToEndID]; no {
			continue
		}
		k, ok := at[p.Account]
		if !ok {
			k = len(all)
			at[p.Account] = k
			all = append(all, bank.Statement{
				ID: "N" + in.Order.MessageID + "-" + strconv.Itoa(k+1), Account: p.Account, Currency: sek, Owner: p.Creditor.Name,
			})
		}
		all[k].Entries = append(all[k].Entries, entry(in, p, i))
	}
	return all
}

func entry(in bank.Received, p bank.Payment, place int) bank.Entry {
	d := bank.Detail{
		Refs:   bank.Refs{EndToEnd: p.EndToEndID},
		Debtor: in.Debtor.Name, DebtorAcct: bank.Account{Kind: bank.IBAN, Digits: in.Debtor.IBAN}, Creditor: p.Creditor.Name, CreditAcct: p.Account,
	}
	for _, r := range p.Remittances {
		part := bank.Part{Kind: "CINV", Amount: bank.Amount{Minor: r.Amount, Currency: sek}}
		if r.Credit {
			part.Kind, part.Amount.Minor = "CREN", -r.Amount
		}
		if r.OurRef != 0 {
			part.Document = strconv.FormatInt(r.OurRef, 10)
		} else {
			part.Kind = ""
		}
		d.Parts = append(d.Parts, part)
	}
	return credited(in.Order.MessageID+"-"+strconv.Itoa(place+1), in.Order.Execution, p.Amount, d)
}

// Refund is what the region's bank notifies when a clinic pays a credit back: to
// account, by text that names its Vår referens.
func Refund(account bank.Account, payer bank.Party, from bank.Account, ourRef int64, amount domain.Ore, on domain.Date) bank.Statement {
	ref := strconv.FormatInt(ourRef, 10)
	d := bank.Detail{
		Debtor: payer.Name, DebtorAcct: from, CreditAcct: account, Text: []string{"Vår referens " + ref},
		Refs: bank.Refs{EndToEnd: "NOTPROVIDED"},
	}
	return bank.Statement{ID: "R" + ref, Account: account, Currency: sek, Entries: []bank.Entry{credited("R"+ref, on, amount, d)}}
}

// credited is a booked entry of one payment.
func credited(ref string, on domain.Date, amount domain.Ore, d bank.Detail) bank.Entry {
	d.Amount = bank.Amount{Minor: amount, Currency: sek}
	return bank.Entry{
		ServicerRef: ref, Amount: d.Amount, Status: bank.Booked, BookedOn: on, ValueOn: on, Code: "PMNT/RCDT/DMCT", Details: []bank.Detail{d},
	}
}
