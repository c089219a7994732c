"""Every built-in string of click and typer, in Vietnamese. Imports neither of them, nor rich, nor the rest of dantin.

Click and typer look their strings up through `gettext`, whose functions they bind by name when first imported, so
`install()` has to run before that; `dantin/cli/__init__.py` sees to it. What they do not look up (names of types,
metavars, quotation marks) is in `group.py`, because it needs them imported.
"""

import gettext

# Values stand between Vietnamese quotation marks instead of going through `!r`, which doubles every backslash of a
# Windows path. Two placeholders are dropped: `{name}` before a file name, which click writes in title case ("Thư Mục"),
# and `{param_type}`, which it hands over in English.
CATALOGUE: dict[str, str] = {
    # The help page.
    "Usage:": "Cách dùng:",
    "Options": "Tùy chọn",
    "Arguments": "Tham số",
    "Commands": "Lệnh",
    "Show this message and exit.": "Hiện hướng dẫn này rồi thoát.",
    "Show the version and exit.": "Hiện phiên bản rồi thoát.",
    "%(prog)s, version %(version)s": "%(prog)s, phiên bản %(version)s",
    "required": "bắt buộc",
    "[required]": "[bắt buộc]",
    "default: {default}": "mặc định: {default}",
    "[default: {}]": "[mặc định: {}]",
    "(dynamic)": "(tính lúc chạy)",
    "env var: {var}": "biến môi trường: {var}",
    "[env var: {}]": "[biến môi trường: {}]",
    "deprecated": "sắp bỏ",
    "(deprecated) ": "(sắp bỏ) ",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}": ("Lưu ý: lệnh “{name}” sắp bị bỏ.{extra_message}"),
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}": ("Lưu ý: “{name}” sắp bị bỏ.{extra_message}"),
    # The frame around an error.
    "Error": "Lỗi",
    "Error: {message}": "Lỗi: {message}",
    "Try '{command} {option}' for help.": "Gõ “{command} {option}” để xem hướng dẫn.",
    "Try [blue]'{command_path} {help_option}'[/] for help.": ("Gõ [blue]“{command_path} {help_option}”[/] để xem hướng dẫn."),
    "Aborted!": "Đã dừng.",
    "Aborted.": "Đã dừng.",
    # Commands, options and arguments.
    "Missing command.": "Thiếu tên lệnh.",
    "No such command {name!r}.": "Không có lệnh “{name}”.",
    "No such option {name!r}.": "Không có tùy chọn “{name}”.",
    "Did you mean {possibility}?": "Có phải ý anh/chị là {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Có phải ý anh/chị là một trong số này: {possibilities}?",
    "Missing argument": "Thiếu",
    "Missing option": "Thiếu tùy chọn",
    "Missing parameter": "Thiếu tham số",
    "Missing parameter: {param_name}": "Thiếu tham số: {param_name}",
    "Missing {param_type}": "Thiếu tham số",
    "Got unexpected extra argument ({args})": "Thừa một tham số: {args}",
    "Got unexpected extra arguments ({args})": "Thừa các tham số: {args}",
    "Option {name!r} does not take a value.": "Tùy chọn “{name}” không kèm giá trị.",
    "Option {name!r} requires an argument.": "Tùy chọn “{name}” cần một giá trị đi kèm.",
    "Option {name!r} requires {nargs} arguments.": "Tùy chọn “{name}” cần {nargs} giá trị đi kèm.",
    "Argument {name!r} takes {nargs} values.": "Tham số “{name}” cần {nargs} giá trị.",
    "Takes {nargs} values but 1 was given.": "Cần {nargs} giá trị nhưng mới có 1.",
    "Takes {nargs} values but {len} were given.": "Cần {nargs} giá trị nhưng lại có {len}.",
    "{len_type} values are required, but {len_value} was given.": "Cần {len_type} giá trị nhưng mới có {len_value}.",
    "{len_type} values are required, but {len_value} were given.": "Cần {len_type} giá trị nhưng lại có {len_value}.",
    # Values.
    "Invalid value: {message}": "Giá trị không hợp lệ: {message}",
    "Invalid value for {param_hint}: {message}": "Giá trị của {param_hint} không hợp lệ: {message}",
    "Value must be an iterable.": "Giá trị phải là một danh sách.",
    "{value!r} is not a valid {number_type}.": "“{value}” không phải là {number_type}.",
    "{value} is not in the range {range}.": "{value} nằm ngoài khoảng {range}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": (
        "“{value}” không phải là có hoặc không. Hãy dùng một trong: {states}"
    ),
    "{value!r} is not a valid UUID.": "“{value}” không phải là mã UUID.",
    "{value!r} is not {choice}.": "“{value}” không phải là {choice}.",
    "{value!r} is not one of {choices}.": "“{value}” không có trong danh sách: {choices}.",
    "Choose from:\n\t{choices}": "Hãy chọn một trong:\n\t{choices}",
    "Choice({choices})": "Lựa chọn({choices})",
    "{value!r} does not match the format {format}.": "“{value}” không đúng dạng {format}.",
    "{value!r} does not match the formats {formats}.": "“{value}” không đúng dạng nào trong: {formats}.",
    # Files.
    "file": "tệp",
    "directory": "thư mục",
    "path": "đường dẫn",
    "{name} {filename!r} does not exist.": "không tìm thấy “{filename}”.",
    "{name} {filename!r} is a file.": "“{filename}” là một tệp, ở đây cần thư mục.",
    "{name} {filename!r} is a directory.": "“{filename}” là một thư mục, ở đây cần tệp.",
    "{name} {filename!r} is not readable.": "không có quyền đọc “{filename}”.",
    "{name} {filename!r} is not writable.": "không có quyền ghi vào “{filename}”.",
    "{name} {filename!r} is not executable.": "không có quyền chạy “{filename}”.",
    "Could not open file {filename!r}: {message}": "Không mở được tệp “{filename}”: {message}",
    "unknown error": "lỗi không rõ nguyên nhân",
    "Windows error: {error}": "Lỗi của Windows: {error}",
    "Unknown standard stream '{name}'": "Không có luồng chuẩn “{name}”",
    # Questions to the user.
    "Do you want to continue?": "Anh/chị có muốn tiếp tục không?",
    "Confirm the action without prompting.": "Đồng ý luôn, không hỏi lại.",
    "Repeat for confirmation": "Nhập lại để xác nhận",
    "Error: The two entered values do not match.": "Lỗi: hai lần nhập không giống nhau.",
    "Error: invalid input": "Lỗi: câu trả lời không hợp lệ",
    "Press any key to continue...": "Nhấn một phím bất kỳ để tiếp tục...",
    "{editor}: Editing failed": "{editor}: không soạn được",
    "{editor}: Editing failed: {e}": "{editor}: không soạn được: {e}",
    "d": " ngày",
    # Faults of the program itself; here so that the catalogue is whole and its test stays a plain equality.
    "Name '{name}' defined twice": "Tên “{name}” được khai báo hai lần",
    "Boolean option {decl!r} cannot use the same flag for true/false.": ("Tùy chọn “{decl}” không thể dùng cùng một cờ cho có và không."),
    "Could not determine name for option with declarations {decls!r}": ("Không xác định được tên của tùy chọn khai báo bằng {decls!r}"),
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? Did you mean to pass '--{name}'?": (
        "Có tên ({name}) nhưng không có tùy chọn nào. Hay muốn khai báo một tham số? Hay muốn viết “--{name}”?"
    ),
    "Arguments take exactly one parameter declaration, got {length}: {decls}.": (
        "Mỗi tham số chỉ được khai báo một lần, ở đây có {length}: {decls}."
    ),
    "Invalid start character for option ({option})": "Tùy chọn bắt đầu bằng ký tự không hợp lệ ({option})",
    "Unknown color {colour!r}": "Không có màu “{colour}”",
    "Shell completion is not supported for Bash versions older than 4.4.": ("Chỉ gợi ý được khi gõ lệnh trong Bash từ bản 4.4 trở lên."),
    "Couldn't detect Bash version, shell completion is not supported.": ("Không biết bản Bash đang dùng nên không gợi ý được khi gõ lệnh."),
}


def _gettext(message: str) -> str:
    return CATALOGUE.get(message, message)


def _ngettext(msgid1: str, msgid2: str, n: int) -> str:
    return _gettext(msgid1 if n == 1 else msgid2)


def install() -> None:
    """Put the catalogue into `gettext`; a string it does not hold passes unchanged. May be called again without harm.

    Whatever imported click before this call keeps its English strings.
    """
    gettext.gettext = _gettext
    gettext.ngettext = _ngettext
