"""What the chapter on running it promises, run as it stands there."""
