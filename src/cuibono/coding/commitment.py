"""What a sentence commits its speakers to about one trigger."""

from __future__ import annotations

from dataclasses import dataclass, field

from cuibono.coding.statement import Certainty, Stance


@dataclass(slots=True)
class Commitment:
    """What was gathered on the climb: speakers innermost first, stance, cues in English.

    `speakers` holds token heads; None stands for a speaker without a name. `void` is set
    where nobody says whether it happens: "banned Kyiv from sending …".
    """

    speakers: list[int | None] = field(default_factory=list[int | None])
    stance: Stance | None = None
    denied: bool = False
    void: bool = False
    certainty: Certainty = Certainty.CERTAIN
    future: str = ""
    conditional: bool = False
    cues: list[str] = field(default_factory=list[str])

    def lean(self, stance: Stance, cue: str) -> None:
        """Take a stance unless a nearer word has already given one."""
        if self.stance is None and not self.denied:
            self.stance = stance
        self.cues.append(cue)

    def deny(self, cue: str) -> None:
        """Turn what was said so far into its denial, or back."""
        self.denied = not self.denied
        self.cues.append(cue)

    def hedge(self, cue: str) -> None:
        """Weaken the commitment."""
        self.certainty = Certainty.HEDGED
        self.cues.append(cue)

    def speak(self, head: int | None, cue: str) -> None:
        """Add a speaker outside the ones found so far."""
        if not self.speakers or self.speakers[-1] != head:
            self.speakers.append(head)
        self.cues.append(cue)
