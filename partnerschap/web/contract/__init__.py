"""The questions before signing, the text to sign, and the contract in every form."""
