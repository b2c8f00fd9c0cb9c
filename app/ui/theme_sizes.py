"""Every length of the window, in pixels before scaling, on a grid of 8 (4 inside controls)."""

from __future__ import annotations

from enum import IntEnum


class Size(IntEnum):
    """Lengths by what they are for."""

    sidebar = 176
    nav_item = 40
    nav_mark = 4
    top_bar = 48
    screen_head = 56
    margin = 16
    gap = 8
    tight = 4
    panel_title = 40
    table_head = 30
    row = 30
    tall_row = 40
    two_lines = 46
    board_row = 52
    board_head = 48
    road_row = 23
    whole_step = 146
    road_name = 112
    filter_row = 36
    field = 32
    small_field = 28
    chip = 20
    status_line = 40
    icon = 16
    nav_icon = 18
    brand_icon = 20
    state_icon = 40
    shape = 12
    small_shape = 10
    large_shape = 16
    radius = 4
    chip_radius = 3
    line = 1
    focus = 2
    ring = 2
    bar = 8
    thin_bar = 4
    thick_bar = 12
    money_bar = 20
    bar_row = 21
    data_bar = 11
    scroll_bar = 12
    name_column = 128
    cell_pad = 8
    tick_width = 7
    tick_height = 12
    tick_gap = 2
    check = 16
    search = 300
    left_column = 736
    case_list = 232
    score = 312
    side_pane = 360
    parameters = 240
    question = 32
    option = 30
    dialog = 520
    wide_dialog = 640
    broad_dialog = 900
    text_dialog = 1160
    form_label = 168
    start_top = 24
    start_side = 360
    avatar = 32
    palette = 560
    palette_rows = 10
    progress = 84
    window_width = 1366
    window_height = 768
    smallest_width = 1024
    smallest_height = 600
