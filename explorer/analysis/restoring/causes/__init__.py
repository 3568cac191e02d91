"""Why a restore goes wrong, as a person would say it. `find` is asked; each other module knows one family of causes."""
