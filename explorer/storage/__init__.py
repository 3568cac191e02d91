"""Where bytes come from: files, and buffers in tests."""
