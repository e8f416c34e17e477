"""Every sentence Vouch says, one function per situation, in files by subject."""
