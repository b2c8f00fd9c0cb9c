"""The fields that a column of a household sheet may hold, and how heads spell them.

Words are compared folded, without signs; `a > b` are words b in a row below words a. To teach the
program another spelling, add it here.
"""

from __future__ import annotations

# vn-2021, in the order of the official report columns (1 … 12), as short heads write them.
INDICATORS: dict[str, tuple[str, ...]] = {
    "employment": ("việc làm",),
    "dependents": ("người phụ thuộc trong hộ", "người phụ thuộc"),
    "nutrition": ("dinh dưỡng",),
    "health_insurance": ("bảo hiểm y tế", "BHYT"),
    "adult_education": (
        "trình độ giáo dục của người lớn",
        "trình độ giáo dục người lớn",
        "giáo dục người lớn",
    ),
    "child_schooling": ("tình trạng đi học của trẻ em", "đi học của trẻ em", "trẻ em đi học"),
    "housing_quality": ("chất lượng nhà ở",),
    "housing_area": ("diện tích nhà ở bình quân đầu người", "diện tích nhà ở"),
    "water": ("nguồn nước sinh hoạt", "nước sinh hoạt"),
    "sanitation": ("nhà tiêu hợp vệ sinh", "nhà tiêu", "hố xí hợp vệ sinh"),
    "telecom": ("sử dụng dịch vụ viễn thông", "dịch vụ viễn thông", "viễn thông"),
    "information_means": ("phương tiện tiếp cận thông tin", "phương tiện phục vụ tiếp cận thông tin"),
}
_ABOVE = ("chỉ số thiếu hụt", "các chỉ số thiếu hụt", "thiếu hụt", "chỉ số thiếu hụt dịch vụ xã hội cơ bản")
TICK = "tick."


def _ticks() -> dict[str, tuple[str, ...]]:
    return {
        TICK + key: (*words, *(f"{above} > {number}" for above in _ABOVE), f"chỉ số {number}", f"CS{number}")
        for number, (key, words) in enumerate(INDICATORS.items(), 1)
    }


HOUSEHOLD: dict[str, tuple[str, ...]] = {
    "ordinal": ("STT", "TT", "số TT", "số thứ tự"),
    "code": ("mã hộ", "mã số hộ", "mã hộ gia đình", "family.code"),
    "name": (
        "họ và tên chủ hộ", "họ tên chủ hộ", "tên chủ hộ", "chủ hộ", "họ và tên", "họ tên", "họ, tên chủ hộ",
        "family.hostName",
    ),
    "village": (
        "thôn", "bản", "thôn, bản", "thôn/bản", "thôn (bản)", "bản, thôn", "tên thôn", "tên thôn, bản",
        "buôn", "thôn, buôn", "thôn/tổ dân phố", "thôn, tổ dân phố", "địa chỉ", "xóm", "ấp", "làng",
        "khu dân cư",
    ),
    "birth": ("năm sinh", "ngày sinh", "ngày, tháng, năm sinh", "ngày tháng năm sinh", "NTNS"),
    "sex": ("giới tính", "giới", "nam/nữ", "family.hostGender"),
    "ethnic": ("dân tộc", "thành phần dân tộc"),
    "cccd": (
        "số CCCD", "CCCD", "số căn cước", "căn cước công dân", "số CMND", "CMND", "CMND/CCCD", "số CMND/CCCD",
        "số định danh", "số định danh cá nhân", "CCCD/CMND", "số CCCD/CMND",
    ),
    "phone": ("số điện thoại", "điện thoại", "SĐT"),
    "size": (
        "số khẩu", "số nhân khẩu", "nhân khẩu", "khẩu", "số người", "số thành viên", "tổng số khẩu",
        "family.numberOfMembers",
    ),
    "b1": ("điểm B1", "B1", "phiếu B1", "tổng điểm B1", "điểm A", "b1Point"),
    "b2": ("điểm B2", "B2", "phiếu B2", "tổng điểm B2", "điểm B", "b2Point"),
    "income": (
        "thu nhập BQ", "thu nhập bình quân", "thu nhập bình quân đầu người", "thu nhập BQĐN", "TNBQ",
        "thu nhập", "thu nhập BQ/người/tháng", "thu nhập bình quân đầu người/tháng",
    ),
    "causes": ("nguyên nhân nghèo", "nguyên nhân", "nguyên nhân nghèo, cận nghèo"),
    "before": (
        "kết quả năm trước", "phân loại năm trước", "diện hộ năm trước", "kết quả rà soát năm trước",
        "năm trước", "loại hộ năm trước", "hộ đầu năm", "phân loại đầu năm",
    ),
    "stated": (
        "kết quả rà soát", "kết quả", "phân loại", "phân loại hộ", "loại hộ", "diện hộ", "kết quả phân loại",
        "classify",
    ),
    "local_minority": ("dân tộc tại chỗ", "DTTS tại chỗ", "hộ DTTC", "family.coDanTocTaiCho"),
    "merit": ("người có công", "hộ chính sách có công", "hộ có người có công", "hộ người có công"),
    "no_labour": ("không có khả năng lao động", "hộ không có khả năng lao động"),
    "note": ("ghi chú", "chú thích"),
    "reviewer": ("người rà soát", "điều tra viên", "reviewer"),
    "reviewed": ("thời gian rà soát", "ngày rà soát", "date"),
    "quick": ("phiếu A", "quickReview.result"),
} | _ticks()  # fmt: skip
