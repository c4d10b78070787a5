package sqlstore

// WriterDSN names a file as the writing pool does.
func WriterDSN(path string) string { return dsn(path, true) }
