package imports

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// Lists gives the imported price lists, newest first.
func (i Import) Lists(ctx context.Context) (book domain.PriceBook, err error) {
	err = i.Store.Read(ctx, func(tx server.Tx) (err error) {
		book, err = tx.PriceLists()
		return err
	})
	return book, err
}

// Removal is what removing a price list would mean today, in Swedish.
type Removal struct {
	Says []string // which lists then hold, a sentence for each part of the support
	// Alone names the parts of the support that would be left without any list: none
	// of their bills can be sent.
	Alone []domain.Support
}

// PlanRemoval says what removing a list means. The last list stays: without any the
// demo's prices would hold again.
func (i Import) PlanRemoval(ctx context.Context, id string) (r Removal, err error) {
	book, err := i.Lists(ctx)
	if err != nil {
		return r, err
	}
	return i.removal(book, id)
}

func (i Import) removal(book domain.PriceBook, id string) (r Removal, err error) {
	at := slices.IndexFunc(book, func(l domain.PriceList) bool { return l.ID == id })
	switch {
	case at < 0 && len(book) == 0:
		return r, fmt.Errorf("det finns ingen prislista %s: ingen är inläst", id)
	case at < 0:
		return r, fmt.Errorf("det finns ingen prislista %s: bara %s", id, strings.Join(listIDs(book), ", "))
	case len(book) == 1:
		return r, errors.New("det är den enda prislistan: läs in en annan först (utan någon gäller demons priser)")
	}
	left := slices.Delete(slices.Clone(book), at, at+1)
	today := domain.DateOf(i.Now())
	for _, k := range i.Profile.KindsInUse() {
		key := domain.ListKey{Support: k.Code}
		if l, ok := left.List(key, today); ok {
			r.Says = append(r.Says, fmt.Sprintf("%s-tandvård faktureras idag efter %s.", k.Code, said(l)))
			continue
		}
		r.Says = append(r.Says, fmt.Sprintf("%s-tandvård har idag ingen prislista: inga sådana räkningar kan skickas.", k.Code))
		if _, had := book.List(key, today); had {
			r.Alone = append(r.Alone, k.Code)
		}
	}
	return r, nil
}

// RemoveList removes a list, and notes who did it. One that alone holds today for a
// part of the support stays unless only says that this is known.
func (i Import) RemoveList(ctx context.Context, id string, only bool) error {
	return i.Store.Write(ctx, func(tx server.Tx) error {
		book, err := tx.PriceLists()
		if err != nil {
			return err
		}
		r, err := i.removal(book, id)
		if err == nil && len(r.Alone) > 0 && !only {
			err = ErrOnlyList
		}
		if err == nil {
			err = tx.RemovePriceList(id)
		}
		if err != nil {
			return err
		}
		return server.NoteDesk(tx, server.DeskAct{At: i.Now(), By: i.By, Verb: "prices remove", About: id, Rows: 1})
	})
}

// ErrOnlyList says that a part of the support would be left without a price list.
var ErrOnlyList = errors.New("listan är den enda som gäller idag: inga sådana räkningar kan sedan skickas. Lägg till --only om det är meningen; inget är ändrat")

func listIDs(book domain.PriceBook) []string {
	ids := make([]string, len(book))
	for i, l := range book {
		ids[i] = l.ID
	}
	return ids
}
