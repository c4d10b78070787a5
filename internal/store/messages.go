package store

import (
	"example.org/tandtui/internal/domain"
)

// pathRead holds the numbers of the region's messages that the user has read, of
// whatever clinic: one that goes to all of them is read once.
var pathRead = bucketPath{"read"}

func (s *Store) Messages(clinic string) (list []domain.Message, err error) {
	err = s.view("store.messages", func(r records) (err error) {
		list, err = everyNumbered[domain.Message](r, clinic, messagesAt)
		return err
	})
	return list, err
}

func (s *Store) ReadMessages() (read map[int64]bool, err error) {
	read = map[int64]bool{}
	err = s.view("store.readMessages", func(r records) error {
		return r.each(pathRead, false, func(_, plain []byte) error {
			var no int64
			err := decode(plain, &no)
			read[no] = true
			return err
		})
	})
	return read, err
}

func (s *Store) PutRead(nos ...int64) error {
	return s.update("store.putRead", func(r records) error {
		for _, no := range nos {
			if err := r.putJSON(pathRead, numKey(no), no); err != nil {
				return err
			}
		}
		return nil
	})
}
