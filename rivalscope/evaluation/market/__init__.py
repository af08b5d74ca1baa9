"""Markets whose facts are known, rendered as pricing pages of many makes."""
