package app

import (
	"cmp"
	"slices"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
)

// UploadNote is what was known of an invoice file when it was put in the outbox.
type UploadNote struct {
	Name     string            `json:"name"`             // of the file, without its folder
	Folder   string            `json:"folder,omitempty"` // where it lay
	Size     int64             `json:"size"`             // bytes
	Digest   string            `json:"digest"`
	Mode     domain.UploadMode `json:"mode"`
	Bills    int               `json:"bills"`    // in the file
	Credits  int               `json:"credits"`  // in the file
	Sendable int               `json:"sendable"` // bills and credits that were found correct here
	Sum      domain.Ore        `json:"sum"`      // öre, of the correct bills as they would be sent
}

// row is an invoice file's row in the outbox.
func (n UploadNote) row(h Head, state domain.DraftState, at time.Time) DraftSummary {
	return DraftSummary{ID: h.ID, Clinic: h.Clinic, State: state, Updated: at, Bills: n.Sendable, Sum: n.Sum, Find: n.Name}
}

// Upload is an invoice file in the outbox, or one that the region has answered.
type Upload struct {
	UploadNote
	ID        string
	Queued    time.Time // zero once answered
	Tried     time.Time // last try; zero: none yet, or answered
	LastError string    // code of the last try
	Sent      bool      // the region may have it, so it cannot be taken back
	Damaged   bool      // it cannot be read, and is not sent

	Answered time.Time       // zero: not yet
	Receipt  *domain.Receipt // with its Upload: what was taken and what comes back
	Refusal  *domain.Refusal // nothing was done
	Unseen   bool            // something comes back, and nobody has looked at it; Seen ends that
}

// QueueUpload puts an invoice file that CheckFile has read into the outbox (C1, C4):
// a copy of it, sealed, so that the user may mend, move or remove the file. It is
// sent as any other command and checked again by the region; until it is sent Unsend
// takes it back. Kind Invalid, CodeFileFault: nothing of it can be sent, or in mode
// all not everything. Kind Conflict, CodeFileChanged: it has changed since the check;
// CodeFileWaits: the same file waits already.
func (a *App) QueueUpload(f domain.File, c FileCheck, mode domain.UploadMode) (id string, err error) {
	const op = "app.queueUpload"
	if c.Sendables() == 0 || mode != domain.UploadValid && (mode != domain.UploadAll || c.Faulty > 0) {
		return "", &domain.Error{Kind: domain.Invalid, Code: CodeFileFault, Op: op}
	}
	if err := a.mayBill(op); err != nil {
		return "", err
	}
	store, clinic, err := a.at()
	if err != nil {
		return "", err
	}
	a.commanding.Lock()
	defer a.commanding.Unlock()
	heads, err := store.Outbox()
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(heads, func(h Head) bool { return h.Kind == domain.CommandUpload && h.Upload.Digest == c.Digest }) {
		return "", &domain.Error{Kind: domain.Conflict, Code: CodeFileWaits, Op: op}
	}
	f.Digest, f.Size = c.Digest, c.Bytes
	note := UploadNote{
		Name: f.Name, Folder: f.Folder, Size: f.Size, Digest: f.Digest, Mode: mode,
		Bills: c.Bills, Credits: c.Credits, Sendable: c.Sendables(), Sum: c.Sum - c.FaultySum,
	}
	cmd := domain.Command{ID: a.cfg.NewID(), Kind: domain.CommandUpload, Clinic: clinic.No, File: &f, Mode: mode}
	if err := store.Queue(cmd, Filing{At: a.cfg.Clock.Now(), Note: note}); err != nil {
		return "", err
	}
	a.recount()
	a.Refresh()
	return cmd.ID, nil
}

// Uploads lists the clinic's invoice files: those without an answer in the order of
// sending, then those with one, newest first.
func (a *App) Uploads() (list []Upload, err error) {
	store, clinic, err := a.at()
	if err != nil {
		return nil, err
	}
	heads, err := store.Outbox()
	if err != nil {
		return nil, err
	}
	for _, h := range heads {
		if h.Kind == domain.CommandUpload && h.Clinic == clinic.No {
			list = append(list, h.upload())
		}
	}
	answers, err := store.Answers(clinic.No)
	if err != nil {
		return nil, err
	}
	waiting := len(list)
	for _, x := range answers {
		if x.Kind == domain.CommandUpload {
			u := x.upload()
			u.Answered, u.Receipt, u.Refusal, u.Unseen = x.At, x.Receipt, x.Refusal, x.Unseen()
			list = append(list, u)
		}
	}
	slices.SortFunc(list[waiting:], func(x, y Upload) int {
		return cmp.Or(y.Answered.Compare(x.Answered), cmp.Compare(x.ID, y.ID))
	})
	return list, nil
}

func (h Head) upload() Upload {
	return Upload{
		UploadNote: h.Upload, ID: h.ID, Queued: h.Queued, Tried: h.Tried, LastError: h.LastError, Sent: h.Sent, Damaged: h.Damaged,
	}
}

// Upload gives one of the clinic's invoice files. Kind NotFound.
func (a *App) Upload(id string) (Upload, error) {
	list, err := a.Uploads()
	for _, u := range list {
		if u.ID == id {
			return u, nil
		}
	}
	if err == nil {
		err = &domain.Error{Kind: domain.NotFound, Code: CodeFileGone, Op: "app.upload"}
	}
	return Upload{}, err
}

// UploadFile gives the sealed copy of an invoice file, to read it again: for the
// return files, and for a faulty bill that is opened as a draft. Kind NotFound,
// CodeFileGone, once its answer has been seen and the program has been closed.
func (a *App) UploadFile(id string) (domain.File, error) {
	store, _, err := a.at()
	if err != nil {
		return domain.File{}, err
	}
	return store.UploadFile(id)
}

// Report is what the region has found, in the form of a check here; nil without a
// receipt.
func (u Upload) Report() *invoicefile.Report {
	if u.Receipt == nil || u.Receipt.Upload == nil {
		return nil
	}
	return invoicefile.Decided(*u.Receipt)
}
