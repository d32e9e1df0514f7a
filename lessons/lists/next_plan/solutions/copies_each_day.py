def next_plan(plan, day, task):
    result = []
    for tasks in plan:
        result.append(tasks[:])
    result[day].append(task)
    result.append([])
    return result
