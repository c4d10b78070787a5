package card

import (
	"context"
	"errors"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/card/pcsc"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/domain"
)

// errModule: the PKCS#11 library cannot be used.
var errModule = errors.New("card: the PKCS#11 library cannot be used")

// codes gives each fault of the layers below its code, the first match counting.
var codes = []struct {
	fault error
	code  string
}{
	{siths.ErrPINFormat, app.CodeCardPINFormat},
	{siths.ErrSamePIN, app.CodeCardPINSame},
	{siths.ErrLastTry, app.CodeCardPINLast},
	{siths.ErrPINRequired, app.CodeCardPINRequired},
	{siths.ErrPINKind, app.CodeCardForeign},
	{errModule, app.CodeCardModule},
	{siths.ErrClosed, app.CodeCardRemoved},
	{pcsc.ErrRemoved, app.CodeCardRemoved},
	{pcsc.ErrNoCard, app.CodeCardNone},
	{pcsc.ErrNoService, app.CodeCardNoService},
	{pcsc.ErrDenied, app.CodeCardNoService},
	{pcsc.ErrUnavailable, app.CodeCardNoService},
	{pcsc.ErrNoReaders, app.CodeCardNoReader},
	{pcsc.ErrUnknownReader, app.CodeCardNoReader},
	{pcsc.ErrBusy, app.CodeCardBusy},
	{siths.ErrUnknownCard, app.CodeCardForeign},
	{siths.ErrNoCertificate, app.CodeCardForeign},
	{siths.ErrIssuer, app.CodeCardIssuer},
	{siths.ErrSecureMessaging, app.CodeCardSecure},
	{siths.ErrExpired, app.CodeCardExpired},
	{siths.ErrNotYetValid, app.CodeCardExpired},
	{siths.ErrSeveralCertificates, app.CodeCardSeveral},
	{siths.ErrNoScheme, app.CodeCardTLS},
	{siths.ErrServerNeedsTLS13, app.CodeCardTLS},
	{siths.ErrNotRequested, app.CodeCardUnasked},
	{siths.ErrNotSigned, app.CodeCardTLS},
	{siths.ErrCannotSign, app.CodeCardUnsigned},
	{siths.ErrBadSignature, app.CodeCardFailed},
	{siths.ErrUnsupported, app.CodeCardFailed},
	{pcsc.ErrUnresponsive, app.CodeCardSilent},
	{pcsc.ErrReset, app.CodeCardPINRequired},
	{pcsc.ErrFailed, app.CodeCardFailed},
}

// cardError is err as the client knows it.
func cardError(op string, err error) error {
	e := &domain.Error{Kind: domain.Card, Code: app.CodeCardFailed, Op: "card." + op, Err: err}
	var pin *siths.PINError
	switch {
	case errors.As(err, &pin) && pin.Blocked:
		e.Code = app.CodeCardPINBlocked
	case errors.As(err, &pin):
		e.Code, e.Err = app.CodeCardPINWrong, &app.PINError{Left: pin.Remaining}
	default:
		e.Code = codeOf(err)
	}
	if e.Code == app.CodeCardUnasked { // the card is well; who answered is not the region
		e.Kind = domain.Unauthorized
	}
	return e
}

func codeOf(err error) string {
	for _, c := range codes {
		if errors.Is(err, c.fault) {
			return c.code
		}
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return app.CodeCardBusy
	}
	return app.CodeCardFailed
}

// isCard tells whether a failed connection is the card's doing.
func isCard(err error) bool {
	for _, c := range codes {
		if errors.Is(err, c.fault) {
			return true
		}
	}
	return false
}
