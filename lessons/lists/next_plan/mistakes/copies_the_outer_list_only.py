def next_plan(plan, day, task):
    result = plan[:]
    result[day].append(task)
    result.append([])
    return result
