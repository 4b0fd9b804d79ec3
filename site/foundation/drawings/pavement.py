"""Who stands where on the pavement: free stretches, from which places are taken."""

from dataclasses import dataclass, field

from foundation.drawings.seeds import Dice

Stretch = tuple[float, float]
"""Left and right of a part of the pavement, in pixels."""


@dataclass(slots=True)
class Pavement:
    """The free part of the pavement; every place taken makes it smaller."""

    free: list[Stretch] = field(default_factory=list)

    def block(self, left: float, right: float) -> None:
        """Keep a stretch free of whatever comes later."""
        found = []
        for low, high in self.free:
            if right <= low or left >= high:
                found.append((low, high))
                continue
            if low < left:
                found.append((low, left))
            if right < high:
                found.append((right, high))
        self.free = found

    def take(self, dice: Dice, width: float) -> float | None:
        """Left of a thrown place that wide, now taken; None when there is no room."""
        rooms = [(low, high) for low, high in self.free if high - low >= width]
        if not rooms:
            return None
        low, high = dice.one_of(rooms)
        left = low + dice.whole(0, int(high - low - width))
        self.block(left, left + width)
        return left
