"""The blueprint that the routes of compliance share."""

from negostrategy.edge.openapi import ApiBlueprint

api = ApiBlueprint("compliance", __name__, "What may be agreed, by whom, and what a draft would change")
