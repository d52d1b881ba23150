"""The contract of a version as a file: made anew while the version may change, kept once it is final."""

from partnerschap.application.ports import Clock, ContractFiles
from partnerschap.document.keyring import KeyRing
from partnerschap.document.render import render_contract
from partnerschap.document.versions import FINAL, Version, records, version_of
from partnerschap.domain.model import PartnershipMap


class Contracts:
    """Makes contracts; `check_url` is the address of the page for checking, empty where none will last."""

    def __init__(
        self, files: ContractFiles, ring: KeyRing, clock: Clock, *, check_url: str = "", authority: str = ""
    ) -> None:
        self._files = files
        self._ring = ring
        self._clock = clock
        self._authority = authority
        self.check_url = check_url

    def pdf(self, state: PartnershipMap, version: Version) -> bytes:
        """Return a version as a PDF: sealed and always the same file once the version is final.

        Raises KeyRingError when the key of the seal cannot be read, and Busy.
        """
        if version.status != FINAL:
            return self._rendered(state, version)
        kept = self._files.read(state.id, version.number)
        if kept is not None:
            return kept
        from partnerschap.document.seal import sealed  # noqa: PLC0415 - slow to load, and seldom needed

        made = sealed(self._rendered(state, version), self._ring.current(), self._authority)
        return self._files.keep(state.id, version.number, made, self._clock.now())

    def seal_now(self, state: PartnershipMap) -> None:
        """Make the file of the present version, which has just become final."""
        version = version_of(state, state.version)
        if version is not None:
            self.pdf(state, version)

    def _rendered(self, state: PartnershipMap, version: Version) -> bytes:
        return render_contract(
            version.content,
            records(state, version),
            fingerprint=version.frozen.hash,
            status=version.document_status,
            check_url=self.check_url,
        )
