"""Recipes: programs that ship, and need no model."""

from generator.recipes.constants import set_constants, set_page_inputs
from generator.recipes.form import BadInput
from generator.recipes.recipe import Recipe
from generator.recipes.shelf import Book

__all__ = ["BadInput", "Book", "Recipe", "set_constants", "set_page_inputs"]
