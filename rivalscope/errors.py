"""The exception tree: each names the thing, the place and the mend in one line.

RivalscopeError                 everything that a command reports without a traceback
├── ConfigError                 exit 2: market.toml, taxonomy.yml or the environment
├── UsageError                  exit 2: an argument or an input file
├── StoreError                  exit 1: the database or the archive
│   ├── SchemaError             the database is older or newer than this program
│   └── EvidenceError           a stored fact's words are no longer where it says
├── CrawlError                  exit 1: a crawl could not be run to its end
├── ModelError                  exit 1: the language model is missing or damaged
├── MailError                   exit 1: the digest could not be handed to the mail server
└── LeaseError                  exit 75: another run holds the lease
"""


class RivalscopeError(Exception):
    """Raised by any room; the command line prints its message as one line and exits with `exit_code`."""

    exit_code = 1


class ConfigError(RivalscopeError):
    """Raised by rivalscope.config when market.toml, taxonomy.yml or the environment is wrong."""

    exit_code = 2


class UsageError(RivalscopeError):
    """Raised by a command when an argument or an input file cannot be used."""

    exit_code = 2


class StoreError(RivalscopeError):
    """Raised by storage when the database or the archive cannot be used."""


class SchemaError(StoreError):
    """Raised by storage.migrate when the database's schema is not the one this program needs."""


class EvidenceError(StoreError):
    """Raised by storage.archive when a snapshot is missing or its bytes no longer match its name."""


class CrawlError(RivalscopeError):
    """Raised by spiders.crawl when the crawling process could not be run to its end."""


class ModelError(RivalscopeError):
    """Raised by nlp.build when the language model is missing or damaged."""


class MailError(RivalscopeError):
    """Raised by rivalscope.mail when a digest could not be handed to the mail server."""


class LeaseError(RivalscopeError):
    """Raised by storage.lease when another run holds the lease; the message names the holder."""

    exit_code = 75
