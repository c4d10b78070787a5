package bank

import (
	"errors"
	"fmt"
)

// fates are what the statuses mean (ISO 20022 external status codes; ADR 043).
// Those that are not here leave a payment pending: ACTC says only that the file
// could be read, RCVD that it came.
var fates = map[string]Fate{
	"ACCP": Accepted, "ACSP": Accepted, "ACSC": Accepted, "ACCC": Accepted, "ACWC": Accepted, "ACFC": Accepted,
	"RJCT": Rejected, "CANC": Rejected, "BLCK": Rejected,
}

// partly says that some payments are accepted and some are not.
const partly = "PART"

// Outcomes says what became of each payment of an order, in its order: by the
// answer about the payment, else about its block, else about the whole. Only what
// is said counts: a payment that a partial answer leaves out is pending, unless the
// bank states how many are accepted and the number is theirs. An answer to another
// order, or that names a payment or amount that is not the order's, is refused
// (CodeOtherRun).
func (r Report) Outcomes(o Order) ([]Outcome, error) {
	const op = "bank.Outcomes"
	if r.Original != o.MessageID {
		return nil, fault(CodeOtherRun, op, fmt.Errorf("it answers %q", r.Original))
	}
	general := r.Group
	if len(r.Blocks) > 1 {
		return nil, fault(CodeOtherRun, op, errors.New("it answers several blocks, and the order has one"))
	}
	said := map[string]PaymentInfo{}
	if len(r.Blocks) == 1 {
		b := r.Blocks[0]
		if b.ID != "" && b.ID != "NOTPROVIDED" && b.ID != o.MessageID {
			return nil, fault(CodeOtherRun, op, fmt.Errorf("it answers block %q", b.ID))
		}
		if b.Answer.Status != "" {
			general = b.Answer
		}
		if err := collect(said, b.Payments); err != nil {
			return nil, fault(CodeDamaged, op, err)
		}
	}
	outcomes := make([]Outcome, len(o.Payments))
	for i, p := range o.Payments {
		info, named := said[p.EndToEndID]
		if named && info.Amount.Currency != "" && (info.Amount.Currency != sek || info.Amount.Minor != p.Amount) {
			return nil, fault(CodeOtherRun, op, fmt.Errorf("%s has another amount", p.EndToEndID))
		}
		delete(said, p.EndToEndID)
		outcomes[i] = outcome(p, info.Answer, general)
	}
	for id := range said {
		return nil, fault(CodeOtherRun, op, fmt.Errorf("it names %q, which the order has not", id))
	}
	general.fill(outcomes)
	return outcomes, nil
}

// collect puts answers under the payments' ids. One without an id may say
// something only if it has no status of its own.
func collect(said map[string]PaymentInfo, answers []PaymentInfo) error {
	for _, p := range answers {
		before, twice := said[p.EndToEndID]
		switch {
		case p.EndToEndID == "" && p.Answer.Status == "":
		case p.EndToEndID == "":
			return errors.New("a status of no payment")
		case twice && before.Answer.Status != p.Answer.Status:
			return fmt.Errorf("%q has two statuses", p.EndToEndID)
		default:
			said[p.EndToEndID] = p
		}
	}
	return nil
}

func outcome(p Payment, own, general Answer) Outcome {
	if own.Status == "" {
		own.Status = general.Status
		own.Reasons = append(own.Reasons, general.Reasons...)
	}
	fate := fates[own.Status]
	if fate == "" {
		fate = Pending
	}
	return Outcome{EndToEndID: p.EndToEndID, Amount: p.Amount, Fate: fate, Status: own.Status, Reasons: own.Reasons}
}

// fill settles the payments that a partial answer does not name, where its counts
// say that as many are accepted.
func (a Answer) fill(outcomes []Outcome) {
	accepted, open := 0, 0
	for _, c := range a.Counts {
		if fates[c.Status] == Accepted {
			accepted += c.Number
		}
	}
	for _, o := range outcomes {
		switch {
		case o.Fate == Accepted:
			accepted--
		case o.Status == partly:
			open++
		}
	}
	if a.Status != partly || open == 0 || open != accepted {
		return
	}
	for i := range outcomes {
		if outcomes[i].Status == partly {
			outcomes[i].Fate = Accepted
		}
	}
}
