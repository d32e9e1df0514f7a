def by_owner(owners):
    result = {}
    for animal, owner in owners.items():
        result[owner] = [animal]
    return result
