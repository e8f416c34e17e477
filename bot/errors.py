"""What can go wrong that a caller cannot plan for.

VouchError
├── SettingsError        a setting is missing or wrong; names the variable and what to put there
├── StorageError         the database cannot be reached or used; names VOUCH_DATABASE_URL and what to do
├── UnreadableFile       a file named on the command line cannot be read; says which and why
├── WrongKey             the master key given does not open this database
├── DamagedRow           a stored row was altered or moved: it does not open, and is named without its contents
├── LeaseLost            another process took this delivery over meanwhile; leave it alone
├── NotTogether          this cannot be done in one transaction with what others do; do it alone
├── SendRefused          the platform would not take a message now; try again later
├── RecipientGone        the platform says that this recipient cannot be reached any more
└── LookupRefused        the platform does not tell what was asked of it; the text says why, to the resident
"""


class VouchError(Exception):
    """Every error of ours; its text is fit to be shown to the person who runs Vouch.

    *exit_code* is what a command ends with that fails by it.
    """

    exit_code = 1


class SettingsError(VouchError):
    pass


class StorageError(VouchError):
    pass


class UnreadableFile(VouchError):
    pass


class WrongKey(VouchError):
    pass


class DamagedRow(VouchError):
    pass


class LeaseLost(VouchError):
    pass


class NotTogether(VouchError):
    pass


class SendRefused(VouchError):
    """A temporary refusal. *retry_after* is in seconds, None where the platform did not say."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class RecipientGone(VouchError):
    pass


class LookupRefused(VouchError):
    pass
