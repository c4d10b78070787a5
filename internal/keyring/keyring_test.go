package keyring

import (
	"bytes"
	"errors"
	"testing"

	"github.com/zalando/go-keyring"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

func TestTheSecretStaysTheSame(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere") // the mock does not ask it
	keyring.MockInit()
	first, err := Ring{}.Secret(t.Context())
	if err != nil || len(first) != size {
		t.Fatal(len(first), err)
	}
	again, err := Ring{}.Secret(t.Context())
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("another secret, %v", err)
	}
}

func TestWithoutAKeyRing(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	keyring.MockInit()
	if _, err := (Ring{}).Secret(t.Context()); domain.CodeOf(err) != app.CodeNoKeyRing {
		t.Errorf("without a session bus: %v", err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	keyring.MockInitWithError(errors.New("The name org.freedesktop.secrets was not provided by any .service files"))
	if _, err := (Ring{}).Secret(t.Context()); domain.CodeOf(err) != app.CodeNoKeyRing {
		t.Error(err)
	}
	keyring.MockInit()
	if err := keyring.Set(service, name, "something else"); err != nil {
		t.Fatal(err)
	}
	if _, err := (Ring{}).Secret(t.Context()); domain.CodeOf(err) != app.CodeNoKeyRing {
		t.Errorf("another program's secret is taken, or written over: %v", err)
	}
}
