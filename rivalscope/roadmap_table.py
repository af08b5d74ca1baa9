"""The shape of `[roadmap]` in market.toml as pydantic checks it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator


class ItemTable(BaseModel):
    """`[roadmap.items."FEATURE"]`: what people say of one candidate."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    effort: Annotated[float | tuple[float, float], Field(description="Person-weeks, or [from, to].")]
    feasible: Annotated[bool, Field(description="False when it can't be done.")] = True
    goals: Annotated[dict[str, float], Field(description="How far it serves each goal, 0 to 1.")] = {}
    note: Annotated[str, Field(description="Printed beside it.")] = ""

    @property
    def weeks(self) -> tuple[float, float]:
        """Effort as a range."""
        return self.effort if isinstance(self.effort, tuple) else (self.effort, self.effort)

    @model_validator(mode="after")
    def _in_range(self) -> ItemTable:
        low, high = self.weeks
        if not 0 < low <= high:
            raise ValueError("effort is in person-weeks, more than 0: write 3 or [2, 4]")
        if not all(0 <= share <= 1 for share in self.goals.values()):
            raise ValueError("an item serves a goal from 0 (not at all) to 1 (wholly)")
        return self


class RoadmapTable(BaseModel):
    """`[roadmap]`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    person_weeks: Annotated[float | None, Field(gt=0, description="Budget; what fits is marked.")] = None
    users: Annotated[
        int | None, Field(ge=1, description="Users of our product; reach is counted in them.")
    ] = None
    goals: Annotated[
        dict[str, Annotated[float, Field(gt=0)]], Field(description="Goals and their weights.")
    ] = {}
    items: Annotated[dict[str, ItemTable], Field(description="By feature: what people estimate.")] = {}
    team_sizes: Annotated[
        list[Annotated[int, Field(ge=1, le=1_000_000)]],
        Field(min_length=1, max_length=6, description="Seats of the teams for which plans are priced."),
    ] = [5, 25, 100]
    must_have: Annotated[list[str], Field(description="Features that a plan must cover.")] = []

    @field_validator("team_sizes")
    @classmethod
    def _sizes_rise(cls, value: list[int]) -> list[int]:
        if len(set(value)) < len(value):
            raise ValueError("team_sizes names a size twice; write each once, e.g. [5, 25, 100]")
        return sorted(value)

    @field_validator("must_have")
    @classmethod
    def _once_each(cls, value: list[str]) -> list[str]:
        return list(dict.fromkeys(value))

    @model_validator(mode="after")
    def _goals_are_named(self) -> RoadmapTable:
        for feature, item in self.items.items():
            for goal in item.goals:
                if goal not in self.goals:
                    known = ", ".join(self.goals) or "none yet"
                    raise ValueError(
                        f"{feature!r} serves a goal {goal!r} that [roadmap.goals] lacks; it has {known}"
                    )
        return self
