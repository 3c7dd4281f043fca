"""Recipes: programs that ship, and need no model."""

from generator.recipes.constants import set_constants, set_page_inputs
from generator.recipes.recipe import Recipe
from generator.recipes.shelf import Book
from generator.values import BadInput

__all__ = ["BadInput", "Book", "Recipe", "set_constants", "set_page_inputs"]
