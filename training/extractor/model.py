"""The network: an encoder, and heads that find acts, their parties, and who is meant.

Everything is computed for a batch of windows at once; what belongs to an act or a party is
gathered from the words' vectors. `coding/extractor.py` computes the same in numpy from the
exported weights.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from training.extractor.labels import CONTEXTS, PARTIES, ROLES, STANCES, SUFFIXES, TYPES

SHAPES, NAMES, SORTS = 7, 24, 12
TYPE, ROLE, LINK, KEY = 384, 384, 384, 256
FAR = 8
"""Distances between an act and a word, in words, are told apart up to 2 ** FAR."""


@dataclass(frozen=True, slots=True)
class Size:
    """An encoder's measures."""

    layers: int
    width: int
    inner: int
    heads: int
    vocabulary: int
    positions: int
    relative: bool
    epsilon: float
    frozen: int = 0
    """Lowest layers that stay as published."""
    joined: int = 0
    """The layer below which a word's shape and kind of name join; not under `frozen`."""


BASE = Size(12, 768, 3072, 12, 30527, 514, True, 1e-5)
SMALL = Size(6, 384, 1536, 12, 30527, 512, False, 1e-12)


class Rounded(torch.autograd.Function):
    """Weights as they will ship: rounded in blocks of a row; the gradient passes unchanged."""

    @staticmethod
    def forward(ctx, weight: Tensor, bits: int, block: int) -> Tensor:
        """The weight on the grid of its bits."""
        return rounded(weight, bits, block)

    @staticmethod
    def backward(ctx, grad: Tensor):
        """As if nothing had been rounded."""
        return grad, None, None


def numbers(weight: Tensor, bits: int, block: int) -> tuple[Tensor, Tensor]:
    """A weight as whole numbers (rows, blocks, block) with a scale for each block of inputs."""
    most = 2 ** (bits - 1) - 1
    blocks = weight.reshape(weight.shape[0], -1, block)
    scale = (blocks.abs().amax(-1, keepdim=True) / most).clamp_min(1e-8)
    return (blocks / scale).round().clamp(-most, most), scale


def rounded(weight: Tensor, bits: int, block: int) -> Tensor:
    """Each weight on its block's grid."""
    whole, scale = numbers(weight, bits, block)
    return (whole * scale).reshape(weight.shape)


class Linear(nn.Linear):
    """A layer whose weights are rounded in blocks as they will ship, once `bits` is set."""

    bits, block = 0, 32

    def forward(self, x: Tensor) -> Tensor:
        """As a linear layer."""
        weight = self.weight
        if self.bits:
            weight = Rounded.apply(weight, self.bits, self.block)
        return F.linear(x, weight, self.bias)


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT and MPNet."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        w = size.width
        self.heads = size.heads
        self.q, self.k, self.v, self.o = (Linear(w, w) for _ in range(4))
        self.n1, self.n2 = nn.LayerNorm(w, size.epsilon), nn.LayerNorm(w, size.epsilon)
        self.i, self.p = Linear(w, size.inner), Linear(size.inner, w)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """(b, t, w) to the same, `bias` (b, heads or 1, t, t) added to what attends."""
        b, t, w = x.shape
        q, k, v = (
            f(x).view(b, t, self.heads, w // self.heads).transpose(1, 2)
            for f in (self.q, self.k, self.v)
        )
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.n1(x + self.drop(self.o(mixed.transpose(1, 2).reshape(b, t, w))))
        return self.n2(x + self.drop(self.p(F.gelu(self.i(x)))))


class Encoder(nn.Module):
    """MPNet or MiniLM, with embeddings for a word's shape and for the kind of name it stands in.

    Both published encoders lower-case their input; the shape gives capitals back. The kind of name
    tells what the registry knows of a word. Both start at zero.
    """

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.size = size
        self.word = nn.Embedding(size.vocabulary, size.width)
        self.pos = nn.Embedding(size.positions, size.width)
        self.shape, self.name = nn.Embedding(SHAPES, size.width), nn.Embedding(NAMES, size.width)
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.name.weight)
        self.n = nn.LayerNorm(size.width, size.epsilon)
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))
        self.near = nn.Embedding(32, size.heads) if size.relative else None
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: Tensor, shapes: Tensor, names: Tensor, mask: Tensor) -> Tensor:
        """Wordpieces (b, t) to vectors (b, t, w)."""
        return self.upper(self.lower(ids, mask), shapes, names, mask)

    def lower(self, ids: Tensor, mask: Tensor) -> Tensor:
        """What the layers that stay as published make of wordpieces."""
        first = 2 if self.size.relative else 0
        x = self.drop(self.n(self.word(ids) + self.pos.weight[first : first + ids.shape[1]]))
        bias = self._bias(mask)
        for layer in self.layers[: self.size.frozen]:
            x = layer(x, bias)
        return x

    def upper(self, x: Tensor, shapes: Tensor, names: Tensor, mask: Tensor) -> Tensor:
        """The layers above, told on the way of each word's shape and the kind of name it is in."""
        bias = self._bias(mask)
        for number in range(self.size.frozen, self.size.layers):
            if number == self.size.joined:
                x = x + self.shape(shapes) + self.name(names)
            x = self.layers[number](x, bias)
        return x

    def _bias(self, mask: Tensor) -> Tensor:
        t = mask.shape[1]
        bias = (1.0 - mask)[:, None, None, :] * -1e4
        if self.near is None:
            return bias.expand(-1, -1, t, -1)
        return bias + self.near(buckets(t, mask.device)).permute(2, 0, 1)[None]


def buckets(t: int, device: torch.device | str = "cpu") -> Tensor:
    """MPNet's buckets of the distance between two places, (t, t): 16 a side, near ones exact."""
    at = torch.arange(t, device=device)
    n = at[:, None] - at[None, :]
    side = (n < 0).long() * 16
    n = n.abs()
    far = 8 + (torch.log(n.float().clamp_min(1) / 8) / math.log(128 / 8) * 8).long()
    return side + torch.where(n < 8, n, far.clamp_max(15))


def mlp(inward: int, hidden: int, outward: int) -> nn.Sequential:
    """A head of two layers."""
    return nn.Sequential(
        nn.Linear(inward, hidden), nn.GELU(), nn.Dropout(0.2), nn.Linear(hidden, outward)
    )


class Extractor(nn.Module):
    """Encoder and heads."""

    def __init__(self, size: Size, codes: int, modes: int) -> None:
        super().__init__()
        w = size.width
        self.enc, self.drop = Encoder(size), nn.Dropout(0.15)
        self.kind = mlp(w, TYPE, 2 + len(TYPES))
        self.act = nn.Sequential(nn.Linear(2 * w, TYPE), nn.GELU(), nn.Dropout(0.2))
        self.stance, self.second = nn.Linear(TYPE, len(STANCES)), nn.Linear(TYPE, 1 + len(STANCES))
        self.hedged, self.contexts = nn.Linear(TYPE, 1), nn.Linear(TYPE, len(CONTEXTS))
        self.mode = nn.Linear(TYPE, modes)
        self.ra, self.rb = nn.Linear(w, ROLE), nn.Linear(w, ROLE)
        self.rc, self.rd = nn.Linear(w, ROLE, bias=False), nn.Linear(w, ROLE, bias=False)
        self.far = nn.Embedding(2 * FAR + 3, ROLE)
        self.role = nn.Linear(ROLE, 3 * len(ROLES))
        self.which = nn.Embedding(2 * len(PARTIES), LINK)
        self.asks = nn.Linear(3 * w, LINK)
        self.query, self.suffix = nn.Linear(LINK, KEY), nn.Linear(LINK, len(SUFFIXES))
        self.key, self.sort = nn.Linear(w, KEY), nn.Embedding(2 * SORTS, KEY)
        self.code, self.code_bias = nn.Embedding(codes, KEY), nn.Embedding(codes, 1)
        self.inside, self.gap = nn.Embedding(2 * SORTS * 2, 1), nn.Embedding(2 * FAR + 3, 1)
        for part in (self.sort, self.inside, self.gap, self.far, self.code_bias):
            nn.init.zeros_(part.weight)
        nn.init.normal_(self.code.weight, std=0.05)

    def words(self, batch: dict[str, Tensor]) -> Tensor:
        """The vectors of words' first pieces: (b, n, w)."""
        with torch.autocast(batch["ids"].device.type, torch.bfloat16):
            if "lower" in batch:
                x = self.enc.upper(batch["lower"], batch["shapes"], batch["names"], batch["mask"])
            else:
                x = self.enc(batch["ids"], batch["shapes"], batch["names"], batch["mask"])
        x = x.float()
        return torch.gather(x, 1, batch["firsts"][..., None].expand(-1, -1, x.shape[-1]))

    def acts(self, x: Tensor, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """For each act its vector and that of its sentence, (a, w) each."""
        sums = prefix(x)
        return means(sums, batch["act_span"]), means(sums, batch["sentence_span"])

    def roles(self, x: Tensor, act: Tensor, batch: dict[str, Tensor]) -> Tensor:
        """What each word of a sentence is to an act: (a, n, roles, 3), outside, first, inside."""
        rows, words = batch["act_span"][:, :1], batch["role_words"]
        added, turned = self.rb(x)[rows, words], self.rd(x)[rows, words]
        both = self.ra(act)[:, None] + added + self.rc(act)[:, None] * turned
        z = F.gelu(both + self.far(batch["role_far"]))
        return self.role(self.drop(z)).view(*z.shape[:2], len(ROLES), 3)

    def links(
        self, x: Tensor, act: Tensor, sentence: Tensor, batch: dict[str, Tensor]
    ) -> tuple[Tensor, Tensor]:
        """For each party the scores of names and codes (p, m + codes), and of its suffix."""
        of, span, sums = batch["party_act"], batch["party_span"], prefix(x)
        whole, first = means(sums, span), x[span[:, 0], span[:, 1]].float()
        named = batch["party_named"][:, None].to(whole.dtype)
        whole, first = whole * named, first * named + sentence[of] * (1 - named)
        asked = F.gelu(self.asks(torch.cat([whole, first, act[of]], -1))
                       + self.which(batch["party_role"]))  # fmt: skip
        asked = self.drop(asked)
        query = self.query(asked) / KEY**0.5
        keys = self.key(means(sums, batch["name_span"])) + self.sort(batch["name_sort"])
        index = batch["party_names"]
        shown = (query[:, None] * keys[index.clamp_min(0)]).sum(-1)
        shown = (
            shown + self.inside(batch["pair_inside"])[..., 0] + self.gap(batch["pair_gap"])[..., 0]
        )
        shown = shown.masked_fill(index < 0, -1e4)
        told = query @ self.code.weight.T + self.code_bias.weight[:, 0]
        return torch.cat([shown, told], -1), self.suffix(asked)


def prefix(x: Tensor) -> Tensor:
    """Sums of the words before each place: (b, n, w) to (b, n + 1, w)."""
    return F.pad(x.float().cumsum(1), (0, 0, 1, 0))


def means(sums: Tensor, spans: Tensor) -> Tensor:
    """The mean over words of each span (row, first, last): (k, w)."""
    row, first, last = spans.unbind(-1)
    return (sums[row, last + 1] - sums[row, first]) / (last + 1 - first)[:, None]
