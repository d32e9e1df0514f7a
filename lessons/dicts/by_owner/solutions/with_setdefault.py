def by_owner(owners):
    result = {}
    for animal, owner in owners.items():
        result.setdefault(owner, []).append(animal)
    return result
