package server

import (
	"encoding/json"
	"errors"
	"time"

	"example.org/tandtui/internal/domain"
)

// UploadFilter narrows the invoice files that have been answered; zero values do not.
type UploadFilter struct {
	Clinic   string // that sent it
	ID       string
	From, To time.Time // answered in [From, To)
	Limit    int       // 0: none
}

// UploadedFile is an invoice file as it was answered.
type UploadedFile struct {
	Clinic  string // that sent it
	UserID  int64
	Receipt domain.Receipt
}

// UploadedFiles gives the answers about invoice files, newest first, without their
// findings: these may name patients, and be thousands. faults counts them by code.
func UploadedFiles(tx Commands, f UploadFilter, each func(file UploadedFile, faults map[string]int) error) error {
	return tx.UploadCommands(f, func(c Command) error {
		file := UploadedFile{Clinic: c.Clinic, UserID: c.UserID}
		if err := json.Unmarshal(c.Answer, &file.Receipt); err != nil {
			return err
		}
		if file.Receipt.Upload == nil {
			return &domain.Error{Kind: domain.Internal, Op: "server.uploadedFiles", Err: errors.New("an answer of something else")}
		}
		faults := map[string]int{}
		for _, x := range file.Receipt.Upload.Findings {
			faults[x.Code]++
		}
		file.Receipt.Upload.Findings = nil
		return each(file, faults)
	})
}
