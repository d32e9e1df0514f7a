"""What follows when something happens: `update(state, msg)` -> (new state, effects).

A msg is a tuple, its name first. The table below is the whole list; a name that is not in it is a mistake in the page.
"""

from app.updates import engine, exports, files, panels, program, recording, steps, windows

TABLE = {
    # the program
    "typed": program.typed,
    "choose": program.choose,
    "linked": program.linked,
    "restore": program.restore,
    "stored": program.stored,
    "store": program.store,
    "begin": program.begin,
    "first_example": program.first_example,
    "show_error": program.show_error,
    # recording it
    "run": recording.run,
    "stop": engine.stop,
    "slow": recording.slow,
    "send_input": recording.send_input,
    "record_on": windows.record_on,
    "record_end": windows.record_end,
    "record_first": windows.record_first,
    "live_due": recording.live_due,
    # moving through it
    "first": steps.first,
    "previous": steps.walk(-1),
    "next": steps.walk(1),
    "last": steps.last,
    "over": steps.jump("over"),
    "out": steps.jump("out"),
    "back_over": steps.jump("back_over"),
    "seek": steps.seek,
    "gutter": steps.gutter,
    "jump_to": steps.jump_to,
    "follow": steps.follow,
    "unfollow": steps.unfollow,
    "follow_next": steps.follow_other(1),
    "follow_previous": steps.follow_other(-1),
    "next_change": steps.change("next_change"),
    "previous_change": steps.change("previous_change"),
    "play": steps.play,
    "tick": steps.tick,
    "open_more": steps.open_more,
    "resized": steps.resized,
    # files
    "export_format": exports.choose,
    "export_steps": exports.write_steps,
    "export_code": exports.code,
    "export_theme": exports.theme,
    "export_save": exports.save,
    "file_made": exports.file_made,
    "opened": files.opened,
    "pick_file": panels.pick_file,
    # around it
    "panel": panels.panel,
    "closed": panels.closed,
    "gallery": panels.gallery,
    "more": panels.more,
    "option": panels.option,
    "theme": panels.theme,
    "keys": panels.keys,
    "speed": panels.speed,
    "faster": panels.faster(1),
    "slower": panels.faster(-1),
    "split": panels.split,
    "live": panels.live,
    "copy": panels.copy,
    "copied": panels.copied,
    "storage_refused": panels.storage_refused,
    "store_settings": panels.store_settings,
}

# Notifications of the engine, by their kind.
FROM_ENGINE = {
    "ready": engine.ready,
    "progress": recording.progress,
    "waiting": recording.waiting,
    "recorded": recording.recorded,
    "drawn": steps.drawn,
    "exporting": exports.exporting,
    "exported": exports.exported,
    "saved": exports.exported,
    "failed": engine.failed,
    "crashed": engine.crashed,
    "spent": engine.spent,
}


def update(state, msg):
    """The new state and the list of effects. Raises KeyError for a msg that is not in the table."""
    if msg[0] == "engine":
        answer = FROM_ENGINE.get(msg[1]["kind"])
        return answer(state, msg[1]) if answer else (state, [])
    return TABLE[msg[0]](state, *msg[1:])
