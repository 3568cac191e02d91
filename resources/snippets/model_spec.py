# Paste this after your model is built: it writes model_spec.json for Checkpoint Explorer, without any values.
ROOT = None; import json, sys, tensorflow as tf  # ROOT: what you restore into, a Checkpoint, model, Saver; None: TF 1 graph
def describe(root, saver=ROOT is None or hasattr(ROOT, "_var_list"), get=lambda o, name: getattr(o, name, None)):
    rows, place, nodes, slots, number, objects = [], {}, [], [], {id(root): 0}, [] if saver else [root]
    def row(v, attribute="VARIABLE_VALUE", key=None):  # where a variable stands in "variables"
        cut, shape = get(v, "_save_slice_info"), tf.TensorShape(get(v, "shape"))
        if place.setdefault((id(v), attribute), len(rows)) == len(rows):
            rows.append(dict(name=get(v, "path") or get(v, "name"), key=key, trainable=get(v, "trainable"), resource=get(v,
                "handle") is not None if hasattr(v, "assign") else None, shape=None if shape.ndims is None else shape.as_list(),
                dtype=get(v, "dtype") and tf.as_dtype(v.dtype).base_dtype.name, runtime=get(get(v, "_value"), "name"),
                partition=cut and dict(full_name=key or cut.full_name, full_shape=list(cut.full_shape))))
        return place[id(v), attribute]
    def values(o):  # the names under which an object saves its values
        try: return ["VARIABLE_VALUE"] if get(o, "assign") and hasattr(o, "shape") else list(o._serialize_to_tensors())
        except (AttributeError, NotImplementedError): return list(o._gather_saveables_for_checkpoint())
    def below(h, at, of=lambda h: h.items() if isinstance(h, dict) else enumerate(h if isinstance(h, (list, tuple)) else ())):
        return [(h, at)] if get(h, "count_params") else [pair for k, x in of(h) for pair in below(x, "%s/%s" % (at, k))]
    def layers(m, up=()):  # each with the attribute that keeps it: "block", "blocks/0", "blocks/0/1"
        kept = {id(x): (x, a) for n in vars(m) if "_by_depth" not in n for x, a in below(vars(m)[n], n) if id(x) not in up}
        return [[x.name, type(x).__name__, x.built and [row(v) for w in ("trainable", "non_trainable") for v in
            get(x, w + "_weights")], layers(x, up + (id(m),)), number.get(id(x)), kept.get(id(x), [""])[-1], x.built and
            len(x.trainable_weights)] for x in (m.layers if get(m, "get_layer") else [x for x, _ in kept.values()])]
    saved = get(root, "_var_list") or [*map(tf.compat.v1.get_collection, ["variables", "saveable_objects"])]
    for key, v in [] if objects else saved.items() if isinstance(saved, dict) else [(None, saved)]:
        for w in tf.nest.flatten(v): [row(p, key=key) for p in get(w, "_variable_list") or get(w, "specs") or [w]]
    for o in objects:  # they grow: breadth-first, as TensorFlow walks
        held = dict(o._trackable_children() if hasattr(o, "_trackable_children") else o._checkpoint_dependencies)
        objects += [c for c in held.values() if id(c) not in number and not number.update({id(c): len(number)})]
        nodes.append([type(o).__name__, [(n, number[id(held[n])]) for n in held], [(a, row(o, a)) for a in values(o)]])
    for o, s, v in [(o, s, v) for o in objects for s in (get(o, "get_slot_names") or tuple)() for v in objects]:
        try: slot, _, edge = o.get_slot(v, s), o.get_slot(v, s).assign, (number[id(o)], number[id(v)], s, len(nodes))
        except (AttributeError, KeyError): continue  # an object without this slot
        slots.append(edge); nodes.append([type(slot).__name__, [], [("VARIABLE_VALUE", row(slot))]])
    model, mro = next((o for o in objects if get(o, "get_layer")), None), str([type(o).__mro__ for o in objects])
    keras, o = "tf_keras" if "'tf_keras." in mro else "keras" if "'keras." in mro else "", get(model, "optimizer")
    opt = o and [type(o).__name__, [*map(row, o.variables() if callable(o.variables) else o.variables)], hasattr(o, "get_slot")]
    return dict(format="checkpoint-explorer model spec", version=1, tensorflow=tf.__version__, variables=rows, slots=slots,
        keras=get(sys.modules.get(keras), "__version__"), mode="eager" if tf.executing_eagerly() else "graph", nodes=nodes,
        keras_model=model and dict(name=model.name, layers=layers(model), optimizer=opt, **{"class": type(model).__name__}))
json.dump(describe(ROOT), open("model_spec.json", "w"))
