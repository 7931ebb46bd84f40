"""What reaches outside: files, clock, store. Each module fulfils one port."""
