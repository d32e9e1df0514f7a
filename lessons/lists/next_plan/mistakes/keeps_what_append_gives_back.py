def next_plan(plan, day, task):
    result = [tasks[:] for tasks in plan]
    result[day] = result[day].append(task)
    result.append([])
    return result
