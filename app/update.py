"""What follows when something happens: `update(state, msg)` -> (new state, effects).

A msg is a tuple, its name first. The table below is the whole list; a name that is not in it is a mistake in the page.
"""

from app.updates import added, embed, embedding, engine, exports, offline, packages, panels, program, recording, steps, windows

TABLE = {
    # the program
    "typed": program.typed,
    "choose": program.choose,
    "linked": program.linked,
    "told": program.told,
    "restore": program.restore,
    "opened": program.opened,
    "open_file": program.open_file,
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
    "load_packages": packages.load,
    "run_without": packages.run_without,
    "ask_again": packages.ask_again,
    "insist": packages.insist,
    "packages": packages.kept,
    "forget_packages": packages.forget,
    "add_files": added.choose,
    "files_offered": added.offered,
    "files_added": added.added,
    "files_found": added.found,
    "remove_file": added.remove,
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
    # saving a recording
    "export_format": exports.choose,
    "export_steps": exports.write_steps,
    "export_code": exports.code,
    "export_theme": exports.theme,
    "export_save": exports.save,
    "file_made": exports.file_made,
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
    "embed_option": embedding.option,
    "copy_snippet": embedding.copy,
    "snippet_copied": embedding.copied,
    "storage_refused": panels.storage_refused,
    "store_settings": panels.store_settings,
    # working without a connection
    "keep_offline": offline.keep,
    "offline": offline.told,
    "use_new": offline.use_new,
    # inside another page
    "embed": embed.embed,
    "advise": embed.advise,
    "bring": embed.bring,
    "open_trace": embed.open_trace,
    "pictures": embed.pictures,
    "touched": embed.touched,
    "open_alone": embed.open_alone,
    "opened_alone": embed.opened_alone,
}

# Notifications of the engine, by their kind.
FROM_ENGINE = {
    "ready": engine.ready,
    "progress": recording.progress,
    "waiting": recording.waiting,
    "wanting": packages.wanting,
    "fetching": packages.fetching,
    "slips": packages.slips,
    "recorded": recording.recorded,
    "drawn": steps.drawn,
    "exporting": exports.exporting,
    "exported": exports.exported,
    "saved": exports.exported,
    "failed": engine.failed,
    "crashed": engine.crashed,
    "spent": engine.spent,
    "pictures": embedding.pictures,
}


def update(state, msg):
    """The new state and the list of effects. Raises KeyError for a msg that is not in the table."""
    if msg[0] == "engine":
        answer = FROM_ENGINE.get(msg[1]["kind"])
        return answer(state, msg[1]) if answer else (state, [])
    return TABLE[msg[0]](state, *msg[1:])
