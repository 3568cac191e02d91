"""Plain text made safe for Markdown: names from files must not become markup."""

from __future__ import annotations


def markdown_text(text: str) -> str:
    """Text inside a Markdown line or table cell."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for character in "\\`*_|[]":
        text = text.replace(character, "\\" + character)
    return " ".join(text.split("\n"))


def code_block(code: str, language: str = "python") -> str:
    """A fenced block whose fence is longer than any run of backticks in the code."""
    fence = "```"
    while fence in code:
        fence += "`"
    return f"{fence}{language}\n{code.rstrip()}\n{fence}\n"
