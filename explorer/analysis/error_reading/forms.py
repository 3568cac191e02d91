"""The messages of TensorFlow and Keras that speak of a failed restore, as they read without white space.

Source: the messages measured on TensorFlow 1.15, 2.15 and 2.21 with their Keras. `anchor` is a plain
text that is looked for first; `pattern` is matched at (or, with `back`, shortly before) it. All
repetitions are bounded, so the time is linear in the text.

Groups: es, ss: expected and stored shape; ed, sd: dtypes; en, sn: counts; name, key, path, layer,
object: what is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_S = r"[0-9None,?<>ukw-]{0,200}"
_NAME = r"[^\x01'\"<>]{1,400}?"
_DTYPE = (
    r"(?:bfloat16|float8_e5m2fnuz|float8_e5m2|float8_e4m3fnuz|float8_e4m3fn|float8_e4m3b11fnuz|float16|float32|float64"
    r"|half|float|double|uint16|uint32|uint64|uint8|uint4|int16|int32|int64|int8|int4|bool|string|complex64"
    r"|complex128|qint8|quint8|qint32|qint16|quint16|resource|variant)(?:_ref)?"
)


@dataclass(frozen=True)
class Form:
    """One form of message. `rank`: of several in a text the highest counts, then the last."""

    id: str
    kind: str
    anchor: str
    pattern: re.Pattern[str]
    name_kind: str = ""
    api: str = ""
    rank: int = 5
    back: int = 0
    is_warning: bool = False
    breaks: tuple[str, ...] = ()  # groups that must start at white space
    ends: tuple[str, ...] = ()  # groups whose end must be at white space (or a full stop before it)


def _form(
    id: str,
    kind: str,
    anchor: str,
    pattern: str,
    name_kind: str = "",
    api: str = "",
    rank: int = 5,
    **more: object,
) -> Form:
    text = pattern.replace("{S}", _S).replace("{N}", _NAME).replace("{D}", _DTYPE)
    return Form(id, kind, anchor, re.compile(text), name_kind, api, rank, **more)  # type: ignore[arg-type]


OBJECT, SAVER, WEIGHTS = "checkpoint.restore", "saver.restore", "load_weights.h5"
WARM = "init_from_checkpoint"
V3 = "load_weights.weights_h5"

FORMS: tuple[Form, ...] = (
    # --- shapes
    _form("incompatible-tensor", "shape-changed", "whenattemptingtorestorevari",
          r"withshape\(?(?P<ss>{S})\)?whenattemptingtorestorevari(?:able)?"
          r"(?:withshape\(?(?P<es>{S})\)?(?:andname(?P<name>[^\x01<>'\"]{1,400}))?)?",
          "variable", OBJECT, 8, back=240, ends=("name",)),
    _form("assign-shapes", "shape-changed", "lhsshape=", r"lhsshape=\[(?P<es>{S})\]rhsshape=\[(?P<ss>{S})\]", "", SAVER, 8),
    _form("slice-spec", "shape-changed", "shapeinshape_and_slicespec",
          r"tensor_name=(?P<key>{N});shapeinshape_and_slicespec\[(?P<es>{S})\]"
          r"doesnotmatchtheshapestoredincheckpoint:\[(?P<ss>{S})\]",
          "key", SAVER, 8, back=420),
    _form("init-shape", "shape-changed", "doesn'tmatchwithshapeoftensor",
          r"Shapeofvariable(?P<name>{N})\(\((?P<es>{S})\)\)doesn'tmatchwithshapeoftensor"
          r"(?P<key>{N})\(\[(?P<ss>{S})\]\)fromcheckpointreader",
          "variable", WARM, 8, back=700),
    _form("keras-assign", "shape-changed", "Shapemismatch.Thevariableshape",
          r"Cannotassignvaluetovariable'(?P<name>[^'\x01]{1,400})':Shapemismatch\.Thevariableshape\((?P<es>{S})\),"
          r"andtheassignedvalueshape\((?P<ss>{S})\)",
          "variable", "", 8, back=460),
    _form("keras-assign-cut", "shape-changed", "Thevariableshape(",
          r"Thevariableshape\((?P<es>{S})\),andtheassignedvalueshape\((?P<ss>{S})\)", "", "", 7),
    _form("keras3-assign", "shape-changed", "Received:value.shape=",
          r"variable\.shape=\((?P<es>{S})\),Received:value\.shape=\((?P<ss>{S})\)"
          r"(?:\.Targetvariable:<Variablepath=(?P<name>[^,\x01]{1,400}),)?",
          "variable", V3, 8, back=240),
    _form("layer-shape", "shape-changed", "Receivedsavedweightwithshape",
          r"(?:layer#(?P<number>[0-9]{1,6})\(named(?P<layer>[^()\x01]{1,200})\))?[^#\x01]{0,60}?"
          r"forweight(?P<name>{N})\.Weightexpectsshape\((?P<es>{S})\)\.Receivedsavedweightwithshape\((?P<ss>{S})\)",
          "variable", WEIGHTS, 8, back=900),
    _form("shapes-incompatible", "shape-changed", "areincompatible",
          r"Shapes\((?P<es>{S})\)and\((?P<ss>{S})\)areincompatible", "", "", 7, back=440),
    _form("supplied-shape", "shape-changed", "isnotcompatiblewithsuppliedshape",
          r"Tensor'sshape\((?P<ss>{S})\)isnotcompatiblewithsuppliedshape[\[(](?P<es>{S})[\])]", "", OBJECT, 7, back=240),
    _form("reshape-count", "shape-changed", "Inputtoreshapeisatensorwith",
          r"Inputtoreshapeisatensorwith(?P<sn>[0-9]{1,18})values,buttherequestedshapehas(?P<en>[0-9]{1,18})", "", SAVER, 7),
    # --- dtypes
    _form("restore-dtype", "dtype-changed", "doesnotequaloriginaldtype",
          r"tensor_name=(?P<key>{N});expecteddtype(?P<ed>{D})doesnotequaloriginaldtype(?P<sd>{D})",
          "key", "", 9, back=460),
    _form("v1-dtype", "dtype-changed", "Expectedtorestoreatensoroftype",
          r"Expectedtorestoreatensoroftype(?P<ed>{D}),gotatensoroftype(?P<sd>{D})instead:\x01?tensor_name=(?P<key>[^\x01\[\s]{1,400})",
          "key", SAVER, 9, ends=("key",)),
    _form("assign-dtype", "dtype-changed", "Tryingtoassignvariablewithwrongdtype",
          r"Tryingtoassignvariablewithwrongdtype\.Expected(?P<ed>{D})got(?P<sd>{D})", "", OBJECT, 8),
    # --- names
    _form("objects-into-saver", "object-based-file", "Existingvariablesnotinthecheckpoint:",
          r"Existingvariablesnotinthecheckpoint:(?P<missing>[^\x01]{0,20000})(?:\x01?Variablesnames"
          r"whenthischeckpointwaswrittenwhichdon'texistnow:(?P<unused>[^\x01]{0,20000}))?"
          r"(?:\x01\((?P<en>[0-9]{1,9})variablename)?",
          "variable", SAVER, 10),
    _form("tensor-not-found", "variable-missing", "isnotfoundin",
          r"Tensor(?P<key>{N})(?:\([^()\x01]{0,400}in[^()\x01]{0,200}\))?isnotfoundin(?P<path>[^\x01{]{1,400}?)checkpoint(?=[{\x01]|$)",
          "key", WARM, 7, back=900, breaks=("key",)),
    _form("tensor-not-found", "variable-missing", "isnotfoundin",
          r"Tensor(?P<key>{N})\([^()\x01]{0,400}in[^()\x01]{0,200}\)isnotfoundin(?P<path>[^\x01{]{1,400}?)checkpoint(?P<tail>)",
          "key", WARM, 6, back=900, breaks=("key", "tail")),
    _form("assignment-map", "variable-missing", "Assignmentmapwithscopeonlyname",
          r"Assignmentmapwithscopeonlyname(?P<scope>[^\x01]{0,300}?)shouldmaptoscopeonly(?P<name>{N})\.Shouldbe",
          "variable", WARM, 7),
    _form("key-not-found", "variable-missing", "notfoundincheckpoint",
          r"Key(?P<key>{N})notfoundincheckpoint(?!files)", "key", "", 7, back=420, breaks=("key",)),
    _form("v1-not-found", "variable-missing", "notfoundincheckpointfiles",
          r"Tensorname\"(?P<key>[^\"\x01]{1,400})\"notfoundincheckpointfiles(?P<path>[^\x01\[]{1,400})?",
          "key", SAVER, 8, back=460, ends=("path",)),
    _form("attributes-not-restored", "name-based-file", "Someobjectshadattributeswhichwerenotrestored",
          r"Someobjectshadattributeswhichwerenotrestored", "variable", OBJECT, 6),
    # --- objects
    _form("unresolved", "variable-unused", "Unresolvedobjectincheckpoint",
          r"Unresolvedobjectincheckpoint:?\(root\)\.?(?P<object>[^\x01:\s]{0,1000}):attributes\{name:\"[^\"]{0,60}\""
          r"(?:full_name:\"(?P<full>[^\"\x01]{0,400})\")?(?:checkpoint_key:\"(?P<key>[^\"\x01]{0,1000})\")?",
          "object path", OBJECT, 6),
    _form("not-bound", "variable-missing", "Pythonobjectsthatwerenotboundtocheckpointedvalues",
          r"Found(?P<en>[0-9]{1,9})Pythonobjectsthatwerenotboundtocheckpointedvalues", "variable", OBJECT, 6, back=20),
    _form("not-bound", "variable-missing", "SomePythonobjectswerenotboundtocheckpointedvalues",
          r"SomePythonobjectswerenotboundtocheckpointedvalues", "variable", OBJECT, 6),
    _form("not-assigned", "variable-missing", "notassignedavaluefromcheckpoint",
          r"Object(?P<repr>[^\x01]{0,300}?)notassignedavaluefromcheckpoint", "", OBJECT, 6, back=320),
    _form("slots-waiting", "slots-unused", "Unresolvedslotrestorations", r"Unresolvedslotrestorations", "", OBJECT, 6),
    _form("unused-attributes", "variable-unused", "Unusedattributesintheseobjects", r"Unusedattributesintheseobjects", "", OBJECT, 6),
    _form("nothing-matched", "other-model", "Nothingexcepttherootobjectmatched", r"Nothingexcepttherootobjectmatched", "", OBJECT, 6),
    _form("nothing-to-load", "other-model", "Nothingtoload.Nodependencies", r"Nothingtoload", "", OBJECT, 6),
    _form("legacy-optimizer", "optimizer-layout", "torestoreacheckpointfromalegacy",
          r"torestoreacheckpointfromalegacy(?:TF-)?Kerasoptimizerintoa", "", OBJECT, 9),
    # --- Keras files
    _form("layer-count", "layer-inserted", "Layercountmismatchwhenloadingweights",
          r"Modelexpected(?P<en>[0-9]{1,9})layers?,found(?P<sn>[0-9]{1,9})saved", "", WEIGHTS, 8),
    _form("layer-count", "layer-inserted", "loadaweightfilecontaining",
          r"loadaweightfilecontaining(?P<sn>[0-9]{1,9})layersintoamodelwith(?P<en>[0-9]{1,9})layers", "", WEIGHTS, 8),
    _form("weight-count", "bias-added", "Weightcountmismatchforlayer",
          r"forlayer#(?P<number>[0-9]{1,6})\(named(?P<layer>[^,()\x01]{1,200}?)(?:inthecurrentmodel[^()\x01]{0,300})?\)\.Layerexpects"
          r"(?P<en>[0-9]{1,6})weight\(s\)\.Received(?P<sn>[0-9]{1,6})saved", "layer", WEIGHTS, 8),
    _form("weight-count", "bias-added", "butthesavedweightshave",
          r"Layer#(?P<number>[0-9]{1,6})\(named\"(?P<layer>[^\"\x01]{1,200})\"[^\x01]{0,400}?expects(?P<en>[0-9]{1,6})weights,"
          r"butthesavedweightshave(?P<sn>[0-9]{1,6})", "layer", WEIGHTS, 8, back=900),
    _form("variable-count", "layer-inserted", "variablesduringloading",
          r"Layer'(?P<layer>[^'\x01]{1,200})'expected(?P<en>[0-9]{1,6})variables,butreceived(?P<sn>[0-9]{1,6})variablesduringloading",
          "layer", V3, 8, back=300),
    _form("variable-count", "layer-inserted", "wasneverbuilt",
          r"Layer'(?P<layer>[^'\x01]{1,200})'wasneverbuilt", "layer", V3, 7, back=300),
    _form("objects-not-loaded", "other-model", "objectscouldnotbeloaded",
          r"Atotalof(?P<en>[0-9]{1,9})objectscouldnotbeloaded", "layer", V3, 4, back=30),
    _form("object-skipped", "other-model", "Skippingobject.",
          r"Couldnotloadweightsinobject(?P<repr><[^>\x01]{1,300}>)", "layer", V3, 3, back=400, is_warning=True),
    _form("layer-skipped", "shape-changed", "Skippingloadingweightsforlayer",
          r"Skippingloadingweightsforlayer#(?P<number>[0-9]{1,6})\(named(?P<layer>[^()\x01]{1,200})\)duetomismatchin"
          r"(?:shape|numberofweights)", "layer", "load_weights.h5.by_name.skip_mismatch", 3, is_warning=True),
    _form("not-built", "model-not-built", "whichhasnotcreateditsvariablesyet", r"whichhasnotcreateditsvariablesyet", "", WEIGHTS, 8),
    _form("not-built", "model-not-built", "intoamodelthathasnotyetbeenbuilt", r"intoamodelthathasnotyetbeenbuilt", "", V3, 8),
    _form("by-name-topology", "wrong-call", "Weightsmayonlybeloadedbasedontopology", r"Weightsmayonlybeloadedbasedontopology",
          "", "load_weights.tf", 8),
    _form("by-name-legacy", "wrong-call", "onlysupportsloadinglegacy", r"onlysupportsloadinglegacy", "", V3, 8),
    _form("skip-needs-by-name", "wrong-call", "skip_mismatchcanonlybesettoTruewhenby_nameisTrue",
          r"skip_mismatchcanonlybesetto", "", WEIGHTS, 8),
    _form("format-not-supported", "wrong-call", "Fileformatnotsupported:", r"Fileformatnotsupported:filepath=(?P<path>[^\x01]{1,400}?)\.Keras",
          "", "", 8),
    _form("unknown-class", "custom-class", "Couldnotlocateclass", r"Couldnotlocateclass'(?P<layer>[^'\x01]{1,200})'", "layer", "load_weights.keras", 8),
    _form("unknown-class", "custom-class", "Cannotdeserializeobjectoftype",
          r"Cannotdeserializeobjectoftype`(?P<layer>[^`\x01]{1,200})`", "layer", "load_weights.keras", 8),
    _form("unknown-class", "custom-class", "Unknownlayer:", r"Unknownlayer:'?\"?(?P<layer>\w{1,200})", "layer", "", 7),
    # --- files
    _form("no-matching-files", "file-missing", "Failedtofindanymatchingfilesfor",
          r"Failedtofindanymatchingfilesfor(?P<path>[^\x01]{1,600})", "", "", 8, ends=("path",)),
    _form("not-a-checkpoint", "file-missing", "Thepassedsave_pathisnotavalidcheckpoint",
          r"Thepassedsave_pathisnotavalidcheckpoint:(?P<path>[^\x01]{1,600})", "", SAVER, 8, ends=("path",)),
    _form("path-is-none", "file-missing", "loadsave_pathwhenitisNone", r"loadsave_pathwhenitisNone", "", SAVER, 8),
    _form("path-is-none", "file-missing", "Nocheckpointspecified(save_path=None)", r"Nocheckpointspecified", "", OBJECT, 8),
    _form("no-file", "file-missing", "unabletoopenfile:name='", r"unabletoopenfile:name='(?P<path>[^'\x01]{1,600})'", "", "", 8),
    _form("no-file", "file-missing", "Nofileordirectoryfoundat", r"Nofileordirectoryfoundat(?P<path>[^\x01]{1,600})", "", "", 8, ends=("path",)),
    _form("no-file", "file-missing", "Filenotfound:filepath=", r"Filenotfound:filepath=(?P<path>[^\x01]{1,600}?)\.Please", "", "", 8),
    _form("no-file", "file-missing", "SavedModelfiledoesnotexistat:", r"SavedModelfiledoesnotexistat:(?P<path>[^\x01{]{1,600})", "", "", 8),
    _form("not-trained-yet", "file-missing", "Couldnotfindtrainedmodelinmodel_dir", r"Couldnotfindtrainedmodelinmodel_dir:(?P<path>[^\x01]{1,600}?),runninginitialization",
          "", "estimator.evaluate", 2, is_warning=True, ends=("path",)),
    _form("is-a-directory", "file-missing", "Isadirectory:", r"Unabletoopentablefile(?P<path>[^\x01:]{1,600}):[^\x01]{0,700}?Isadirectory", "", "", 9, back=1500),
    _form("not-h5", "file-damaged", "filesignaturenotfound", r"filesignaturenotfound", "", "", 8),
    _form("not-h5", "file-damaged", "Filepathisnotanhdf5file", r"Filepathisnotanhdf5file[^\x01]{0,80}?Received:filepath=(?P<path>[^\x01]{1,400})",
          "", "", 8, ends=("path",)),
    _form("data-missing", "file-missing", ";Nosuchfileordirectory", r"(?P<path>[^\x01\s:]{1,600});Nosuchfileordirectory", "", "", 7, back=620,
          ),
    _form("checksum", "file-damaged", "Checksumdoesnotmatch:", r"Checksumdoesnotmatch:", "", "", 8),
    _form("bundle-size", "file-damaged", "Invalidsizeinbundleentry:", r"Invalidsizeinbundleentry:key(?P<key>[^;\x01]{1,600});", "key", "", 8),
    _form("data-short", "file-damaged", "Readlessbytesthanrequested", r"Readlessbytesthanrequested", "", "", 8),
    _form("data-short", "file-damaged", "Readfewerbytesthanrequested", r"Readfewerbytesthanrequested", "", "", 8),
    _form("index-damaged", "file-damaged", "Perhapsthefileiscorrupt",
          r"Unabletoreadfile\((?P<path>[^()\x01]{1,600})\)\.Perhapsthefileiscorrupt", "", "", 8, back=700),
    _form("index-damaged", "file-damaged", "notansstable(badmagicnumber)", r"notansstable", "", "", 7),
    _form("index-damaged", "file-damaged", "fileistooshorttobeansstable", r"fileistooshorttobeansstable", "", "", 7),
    _form("index-damaged", "file-damaged", "blockchecksummismatch", r"blockchecksummismatch", "", "", 6),
    # --- warnings
    _form("not-in-program", "variable-unused", "couldnotbefoundintherestoredobject:",
          r"couldnotbefoundintherestoredobject:\(root\)\.?(?![^\x01']{0,1000}'sstate')(?P<object>[^\x01\s]{0,1000})",
          "object path", OBJECT, 2, is_warning=True, ends=("object",)),
    _form("not-in-program", "variable-unused", "couldnotbefoundintherestoredobject:",
          r"couldnotbefoundintherestoredobject:\(root\)\.?(?P<owner>[^\x01']{0,1000})'sstate'(?P<slot>[^\x01']{1,200})'for"
          r"\(root\)\.?(?P<object>[^\x01\s]{0,1000})", "object path", OBJECT, 2, is_warning=True, ends=("object",)),
    _form("not-in-program", "variable-unused", "Unresolvedobjectincheckpoint:(root)",
          r"Unresolvedobjectincheckpoint:\(root\)\.?(?![^\x01']{0,1000}'sstate')(?P<object>[^\x01\s]{0,1000})",
          "object path", OBJECT, 2, is_warning=True, ends=("object",)),
    _form("not-in-program", "variable-unused", "Unresolvedobjectincheckpoint:(root)",
          r"Unresolvedobjectincheckpoint:\(root\)\.?(?P<owner>[^\x01']{0,1000})'sstate'(?P<slot>[^\x01']{1,200})'for"
          r"\(root\)\.?(?P<object>[^\x01\s]{0,1000})", "object path", OBJECT, 2, is_warning=True, ends=("object",)),
    _form("not-in-checkpoint", "variable-missing", "couldnotbefoundinthecheckpoint.Object:(root)",
          r"Object:\(root\)\.?(?P<object>[^\x01,\s]{0,1000}),attribute", "object path", OBJECT, 3, is_warning=True, back=0),
    _form("not-in-checkpoint", "variable-missing", "Unusedattributeinobject(root)",
          r"Unusedattributeinobject\(root\)\.?(?P<object>[^\x01:\s]{0,1000}):", "object path", OBJECT, 2, is_warning=True),
    _form("inconsistent", "order-changed", "Inconsistentreferenceswhenloading", r"Inconsistentreferenceswhenloading", "", OBJECT, 3,
          is_warning=True),
    _form("deleted-with-values", "variable-unused", "beingdeletedwithunrestoredvalues", r"beingdeletedwithunrestoredvalues", "", OBJECT, 1,
          is_warning=True),
)  # fmt: skip

# What a program's variable looks like where it is printed, squeezed.
VARIABLE_REPR = re.compile(
    r"<tf\.Variable'(?P<name>[^'\x01]{1,400})'shape=\((?P<es>[0-9None,]{0,200})\)dtype=(?P<ed>[a-z0-9_]{1,30}?)[,>]"
    r"|<(?:Keras)?Variablepath=(?P<path>[^,\x01]{1,400}),shape=\((?P<es3>[0-9None,]{0,200})\),dtype=(?P<ed3>[a-z0-9_]{1,30})"
)
OBJECT_REPR = re.compile(r"<(?P<class>[A-Z]\w{0,100})name=(?P<name>[^,<>\x01]{1,200}),built=(?:True|False)>")
