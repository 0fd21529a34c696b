"""What readers decide about links: forms, plain text files, agreement, and their effect."""
