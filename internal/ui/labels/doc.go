// Package labels is the Swedish of the terminal program: names of fields, keys
// and screens, and sentences that only a screen says. Words of the field, which
// both programs say (findings, errors, statuses), are internal/text.
package labels
