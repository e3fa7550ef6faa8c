"""The one tree of errors.

Known trouble is what can happen to a careful user; its text is one clear sentence that says what to do, and it never
holds a path, a name or an answer of a driver. Anything else that is raised is a bug, and is treated as one.

    ReviewerError
    |-- KnownTrouble             shown to the user as it stands
    |   |-- DatabaseTrouble
    |   |   |-- DatabaseAway     it does not answer now; trying again may help
    |   |   |   `-- NotKept      ... and what was asked for is not kept on this computer
    |   |   |-- PasswordNeeded   it asks for a password, or for another one
    |   |   |-- NotTrusted       it is not protected as it should be, or is another
    |   |   |-- UnsuitableFolder a file there would not be safe
    |   |   |-- SchemaMismatch   the program and the database are of different ages
    |   |   `-- Refused          the database says no, and will say no again
    |   |-- StaleVersion         somebody changed the same thing meanwhile
    |   |-- CannotUndo           what should be undone has changed since, or is gone
    |   |-- OutboxTrouble        the change could not be made durable on this computer
    |   |-- KeepingTrouble       what was read could not be kept on this computer
    |   |-- DocumentTrouble      a document cannot be read or drawn
    |   |-- SearchTrouble      what is looked for cannot be understood
    |   |-- IntakeTrouble        something cannot be taken in
    |   `-- SettingsTrouble      a setting or a resource file cannot be understood
    `-- Cancelled                the user asked for the work to end
"""


class ReviewerError(Exception):
    """Everything that this program raises on purpose."""


class KnownTrouble(ReviewerError):
    """Trouble with a sentence for the user."""

    @property
    def sentence(self) -> str:
        """What happened and what to do, in one sentence."""
        return str(self)


class DatabaseTrouble(KnownTrouble):
    """The database cannot do what was asked."""


class DatabaseAway(DatabaseTrouble):
    """The database does not answer, or is locked for too long; the same call may go through later."""


class NotKept(DatabaseAway):
    """The database does not answer, and what was asked for is not among what is kept of it here."""


class UnsuitableFolder(DatabaseTrouble):
    """The database file would lie on a network drive or in a folder that is synchronised elsewhere."""


class SchemaMismatch(DatabaseTrouble):
    """The tables are older or newer than this program."""


class PasswordNeeded(DatabaseTrouble):
    """The database asks for a password and got none, or a wrong one. The same with another may go through."""


class NotTrusted(DatabaseTrouble):
    """The server's certificate is not trusted, or there is no encryption where there should be. Nothing was sent."""


class Refused(DatabaseTrouble):
    """The database refused a change for good: a constraint, or a missing right."""


class StaleVersion(KnownTrouble):
    """A change was based on a version that is no longer the current one. Nothing was written."""


class CannotUndo(KnownTrouble):
    """There is nothing to undo, or what followed stands in the way."""


class OutboxTrouble(KnownTrouble):
    """A change could not be written to the local outbox; nothing is lost, the input is untouched."""


class KeepingTrouble(KnownTrouble):
    """What was read from a shared database could not be kept on this computer; nothing else is harmed."""


class DocumentTrouble(KnownTrouble):
    """A document cannot be read or drawn."""


class SearchTrouble(KnownTrouble):
    """What somebody typed to look for cannot be understood."""


class IntakeTrouble(KnownTrouble):
    """A folder, file or description of an application cannot be taken in."""


class SettingsTrouble(KnownTrouble):
    """A setting or a file of resources/ cannot be understood."""


class Cancelled(ReviewerError):
    """Raised through a progress call when the user asked to stop."""
