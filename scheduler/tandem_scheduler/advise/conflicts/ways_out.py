"""What a planner is to do for a way out: to drop a pin, to cancel a leave, to accept that somebody works too little."""

from tandem_models import Member, Repair
from tandem_scheduler.words.plain import count

from .pieces import Piece
from .repairs import Remedy
from .sentences import MOST_TOLD, Clause, Sentences

DOUBT = " Perhaps less will do: time ran out."


def repair_told(sentences: Sentences, remedy: Remedy) -> Repair:
    """A way out in words, a sentence for each thing to do."""
    clauses = [(piece, sentences.clause(piece)) for piece in remedy.pieces]
    told = [_order(sentences, remedy, piece, clause) for piece, clause in clauses if piece.rule is None]
    if remedy.violations:
        told += [f"Accept that {violation.message}" for violation in remedy.violations]
    else:
        rules = [(piece, clause) for piece, clause in clauses if piece.rule is not None]
        told += [f"Give up that {words}." for words in sentences.together(rules)]
    more = f" And {len(told) - MOST_TOLD} more." if len(told) > MOST_TOLD else ""
    return Repair(
        members=tuple(_member(sentences, remedy, piece, clause) for piece, clause in clauses),
        price=remedy.price,
        breaks=remedy.violations,
        least=remedy.least,
        cheapest=remedy.cheapest,
        verified=True,
        message=f"{' '.join(told[:MOST_TOLD])}{more}{'' if remedy.least else DOUBT}",
    )


def _order(sentences: Sentences, remedy: Remedy, piece: Piece, clause: Clause) -> str:
    """What to do about a demand that is no rule."""
    raised = remedy.raised(piece)
    if piece.evening is None or raised is None:
        return f"{clause.given_up}."
    anywhere = ", to any area" if piece.kind == "demand" else ""
    return f"Send up to {count(raised, 'team')} on {sentences.day(piece.evening)}{anywhere}."


def _member(sentences: Sentences, remedy: Remedy, piece: Piece, clause: Clause) -> Member:
    return sentences.member(piece, clause).model_copy(update={"raised": remedy.raised(piece)})
