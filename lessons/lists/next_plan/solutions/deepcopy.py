from copy import deepcopy


def next_plan(plan, day, task):
    result = deepcopy(plan)
    result[day].append(task)
    result.append([])
    return result
