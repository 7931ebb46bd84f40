"""What milium talks about: frozen values, no I/O."""
