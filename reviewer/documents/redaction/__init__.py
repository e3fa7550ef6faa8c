"""A document without what tells who the candidate is: found, removed, and looked for once more. Worker side.

Removed means that it is no longer in the file: letters leave the page's content, pictures lose their pixels, and what a
file holds beside its pages goes. What the second look still finds is told, and the document is not shown as blind.
"""

from reviewer.documents.redaction.blind import Blinded, make_blind

__all__ = ["Blinded", "make_blind"]
