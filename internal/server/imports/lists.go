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

// RemoveList says which lists then hold today, and removes a list if sure is
// true. The last one stays: without any the demo's prices would hold again.
func (i Import) RemoveList(ctx context.Context, id string, sure bool) (says []string, err error) {
	book, err := i.Lists(ctx)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(book, func(l domain.PriceList) bool { return l.ID == id })
	switch {
	case at < 0:
		return nil, fmt.Errorf("det finns ingen prislista %s: bara %s", id, strings.Join(listIDs(book), ", "))
	case len(book) == 1:
		return nil, errors.New("det är den enda prislistan: läs in en annan först (utan någon gäller demons priser)")
	}
	left := slices.Delete(slices.Clone(book), at, at+1)
	today := domain.DateOf(i.Now())
	for _, k := range i.Profile.KindsInUse() {
		if l, ok := left.List(domain.ListKey{Support: k.Code}, today); ok {
			says = append(says, fmt.Sprintf("%s-tandvård faktureras idag efter %s.", k.Code, said(l)))
		} else {
			says = append(says, fmt.Sprintf("%s-tandvård har idag ingen prislista: inga sådana räkningar kan skickas.", k.Code))
		}
	}
	if !sure {
		return says, nil
	}
	return says, i.Store.Write(ctx, func(tx server.Tx) error { return tx.RemovePriceList(id) })
}

func listIDs(book domain.PriceBook) []string {
	ids := make([]string, len(book))
	for i, l := range book {
		ids[i] = l.ID
	}
	return ids
}
