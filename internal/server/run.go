package server

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"log"
	"net"
	"net/http"
	"slices"
	"time"

	"golang.org/x/net/netutil"

	"example.org/tandtui/internal/api"
)

// Limits of a connection. The longest answer is a long-poll of maxWait.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = 60 * time.Second // a large body over a slow line
	writeTimeout  = maxWait + 60*time.Second
	idleTimeout   = 90 * time.Second
	maxHeader     = 16 << 10
	stopPatience  = 10 * time.Second
)

// suites are those of TLS 1.2 that are let in: ECDHE with an AEAD (RFC 9325, 4.2).
// Those with CBC have a history of attacks on their padding. TLS 1.3 has its own.
var suites = []uint16{
	tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
	tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
	tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
}

// TLSConfig asks every client for a certificate of one of the issuers, and lets
// nobody in with another. Whether a certificate is required is up to the route,
// which can refuse with a sentence. There are no session tickets: a connection of
// a card that is gone must not be resumed. A terminal without a card says so with
// api.ProtoKey, and proves a key of its own instead.
func TLSConfig(certificate tls.Certificate, issuers []*x509.Certificate) *tls.Config {
	pool := x509.NewCertPool()
	for _, c := range issuers {
		pool.AddCert(c)
	}
	config := &tls.Config{
		MinVersion: tls.VersionTLS12, CipherSuites: suites, Certificates: []tls.Certificate{certificate},
		ClientAuth: tls.VerifyClientCertIfGiven, ClientCAs: pool, SessionTicketsDisabled: true,
		NextProtos: []string{"http/1.1"},
	}
	keys := keyTLS(config)
	config.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		if slices.Contains(hello.SupportedProtos, api.ProtoKey) {
			return keys, nil
		}
		return nil, nil // the configuration that it is
	}
	return config
}

// server is the HTTP server with its bounds.
func (h *Handler) server(config *tls.Config) *http.Server {
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	return &http.Server{
		Handler: h, TLSConfig: config.Clone(), Protocols: &protocols, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
		ErrorLog: log.New(noise{h.tally}, "", 0),
	}
}

// Run serves on l until ctx ends, then lets what is under way finish: waiting
// requests answer at once, others get stopPatience. It closes l, not the store.
// It speaks no HTTP/2: the client needs none, and a silent HTTP/2 connection would
// keep a stop waiting to its limit, as if it were work under way.
func (h *Handler) Run(ctx context.Context, l net.Listener, config *tls.Config) error {
	srv := h.server(config)
	stopped := make(chan error, 1)
	undo := context.AfterFunc(ctx, func() {
		h.Halt()
		bound, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopPatience)
		defer cancel()
		err := srv.Shutdown(bound)
		if err != nil {
			err = errors.Join(err, srv.Close())
		}
		stopped <- err
	})
	err := srv.ServeTLS(netutil.LimitListener(l, h.conns), "", "")
	if undo() { // it stopped by itself
		return err
	}
	err = <-stopped
	h.service.bells.wait()
	h.tally.sum()
	return err
}
