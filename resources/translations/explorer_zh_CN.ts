<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>explorer</name>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <location filename="../../explorer/formats/messages.py" />
            <source>Graph</source>
            <translation>图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <location filename="../../explorer/gui/variables/scope_tree.py" />
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Variables</source>
            <translation>变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <location filename="../../explorer/gui/histogram/histogram_view.py" />
            <source>Histograms</source>
            <translation>直方图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <location filename="../../explorer/gui/compare/compare_view.py" />
            <source>Compare</source>
            <translation>比较</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <location filename="../../explorer/gui/restore/restore_view.py" />
            <location filename="../../explorer/gui/variables/variable_source.py" />
            <source>Restore</source>
            <translation>恢复</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <location filename="../../explorer/gui/compare/change_words.py" />
            <location filename="../../explorer/gui/values/values_view.py" />
            <location filename="../../explorer/gui/variables/variable_source.py" />
            <source>Values</source>
            <translation>值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Open directory…</source>
            <translation>打开目录(&amp;O)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Open a directory that holds checkpoints</source>
            <translation>打开包含检查点的目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Open &amp;file…</source>
            <translation>打开文件(&amp;F)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <location filename="../../explorer/gui/pointing.py" />
            <source>Open a checkpoint by one of its files</source>
            <translation>通过检查点的某个文件打开检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Open s&amp;ession…</source>
            <translation>打开会话(&amp;E)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Open a session file: a directory with what was chosen in it</source>
            <translation>打开会话文件：一个目录及其中的选择</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Save sess&amp;ion…</source>
            <translation>保存会话(&amp;I)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Write directory, steps, view, selection, target and filters to a file that can be opened again</source>
            <translation>将目录、步、视图、选择、目标和筛选条件写入可再次打开的文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Open the &amp;parent directory</source>
            <translation>打开上级目录(&amp;P)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Open the directory above this one</source>
            <translation>打开此目录的上一级目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Reload</source>
            <translation>重新加载(&amp;R)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Read the directory again; what is chosen stays chosen</source>
            <translation>重新读取目录，保留当前的选择</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Verify…</source>
            <translation>校验(&amp;V)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Read every byte and compare every checksum: what is lost, what is safe</source>
            <translation>读取每个字节并核对每个校验和：哪些已丢失，哪些完好</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Close the directory</source>
            <translation>关闭目录(&amp;C)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Back to the welcome page</source>
            <translation>返回欢迎页</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Export…</source>
            <translation>导出(&amp;E)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Write a table or a picture to a file</source>
            <translation>将表格或图片写入文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Quit</source>
            <translation>退出(&amp;Q)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Close the window</source>
            <translation>关闭窗口</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Settings…</source>
            <translation>设置(&amp;S)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Colours, following a run, and what is remembered of runs</source>
            <translation>颜色、跟踪运行以及运行记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Read the statistics of all &amp;steps…</source>
            <translation>读取所有步的统计信息(&amp;S)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Read every value of every step once, so that all histograms are remembered</source>
            <translation>将每一步的每个值读取一次，以便记录所有直方图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Copy</source>
            <translation>复制(&amp;C)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Copy the selected rows as tab-separated text</source>
            <translation>将选中的行复制为制表符分隔的文本</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Copy &amp;as…</source>
            <translation>复制为(&amp;A)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Copy the chosen variable's key, path or Python line</source>
            <translation>复制所选变量的键、路径或 Python 代码行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Copy &amp;key</source>
            <translation>复制键(&amp;K)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Copy the checkpoint key of the chosen variable</source>
            <translation>复制所选变量的检查点键</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Copy checkpoint &amp;path</source>
            <translation>复制检查点路径(&amp;P)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Copy the path of the current checkpoint</source>
            <translation>复制当前检查点的路径</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Copy as &amp;Python</source>
            <translation>复制为 Python(&amp;P)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Copy a Python line that reads the chosen variable</source>
            <translation>复制读取所选变量的 Python 代码行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Save value as .&amp;npy…</source>
            <translation>将值保存为 .npy(&amp;N)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Write the chosen variable's value for numpy.load</source>
            <translation>写入所选变量的值，供 numpy.load 读取</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Find</source>
            <translation>查找(&amp;F)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Search variables and nodes in the current view</source>
            <translation>在当前视图中搜索变量和节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Command &amp;palette…</source>
            <translation>命令面板(&amp;P)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Find any command, view, variable or checkpoint</source>
            <translation>查找任意命令、视图、变量或检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Previous checkpoint</source>
            <translation>上一个检查点(&amp;P)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Go to the checkpoint before</source>
            <translation>转到前一个检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Next checkpoint</source>
            <translation>下一个检查点(&amp;N)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Go to the checkpoint after</source>
            <translation>转到后一个检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Latest checkpoint</source>
            <translation>最新检查点(&amp;L)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Go to the checkpoint TensorFlow would take</source>
            <translation>转到 TensorFlow 会选用的检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Compare with another &amp;directory…</source>
            <translation>与另一个目录比较(&amp;D)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Compare the current step with the same step, or else the latest, of another directory</source>
            <translation>将当前步与另一个目录的同一步（没有时则与其最新步）比较</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Compare with another &amp;checkpoint file…</source>
            <translation>与另一个检查点文件比较(&amp;C)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Compare the current step with a checkpoint anywhere, by one of its files</source>
            <translation>将当前步与任意位置的检查点比较，通过其某个文件选择</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Back</source>
            <translation>后退(&amp;B)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>What was looked at before</source>
            <translation>之前查看的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Forward</source>
            <translation>前进(&amp;F)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>What was looked at after</source>
            <translation>之后查看的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Next &amp;difference</source>
            <translation>下一个差异(&amp;D)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Go to the next difference or problem</source>
            <translation>转到下一个差异或问题</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Previous d&amp;ifference</source>
            <translation>上一个差异(&amp;I)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Go to the difference or problem before</source>
            <translation>转到前一个差异或问题</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Choose &amp;target by file…</source>
            <translation>通过文件选择目标(&amp;T)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Check the restore into the model that wrote another checkpoint, or into a program by its graph</source>
            <translation>检查能否恢复到写入另一个检查点的模型中，或通过图恢复到程序中</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Choose target by &amp;directory…</source>
            <translation>通过目录选择目标(&amp;D)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Check the restore into the model that wrote the latest checkpoint of another directory</source>
            <translation>检查能否恢复到写入另一个目录最新检查点的模型中</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;No target</source>
            <translation>无目标(&amp;N)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Check no restore</source>
            <translation>不检查恢复</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>E&amp;xplain an error…</source>
            <translation>解释错误(&amp;X)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Paste an error of TensorFlow, Keras or an Estimator: what it means, and what to do</source>
            <translation>粘贴 TensorFlow、Keras 或 Estimator 的错误：它的含义和处理办法</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Propose rena&amp;mes…</source>
            <translation>建议重命名(&amp;M)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Pairs of old and new names for the variables that found no value</source>
            <translation>为没有找到值的变量给出新旧名称的配对</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Will training re&amp;sume?…</source>
            <translation>训练能否继续(&amp;S)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Whether the current checkpoint holds all that training needs to go on where it stopped</source>
            <translation>当前检查点是否包含训练从中断处继续所需的一切</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;What moved over the run…</source>
            <translation>运行期间的变动(&amp;W)…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Which variables trained, which never moved, where the first NaN came from</source>
            <translation>哪些变量得到训练，哪些从未变动，第一个 NaN 来自何处</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Cancel &amp;running work</source>
            <translation>取消正在进行的工作(&amp;R)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Stop everything that is being read or computed</source>
            <translation>停止所有读取和计算</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>As the system &amp;has it</source>
            <translation>跟随系统(&amp;H)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>The language of the desktop, if it is spoken</source>
            <translation>使用桌面的语言（若本程序支持）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <location filename="../../explorer/gui/language.py" />
            <source>English</source>
            <translation>English</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Simplified Chinese</source>
            <translation>简体中文</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Follow the &amp;system</source>
            <translation>跟随系统(&amp;S)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Dark or light as the desktop asks</source>
            <translation>按桌面的要求使用深色或浅色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Light</source>
            <translation>浅色(&amp;L)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Light colours</source>
            <translation>浅色配色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Dark</source>
            <translation>深色(&amp;D)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Dark colours</source>
            <translation>深色配色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Colours for the colour-&amp;blind</source>
            <translation>色盲友好配色(&amp;B)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>A set of colours that differ for everybody</source>
            <translation>所有人都能区分的一组颜色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Reset the layout</source>
            <translation>重置布局(&amp;R)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Put the panels where they were at first</source>
            <translation>将面板放回最初的位置</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Clear the recent &amp;list</source>
            <translation>清除最近列表(&amp;L)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Forget the directories opened lately</source>
            <translation>忘记最近打开的目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Keyboard shortcuts</source>
            <translation>键盘快捷键(&amp;K)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>All keys on one page</source>
            <translation>一页列出所有按键</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Help pages</source>
            <translation>帮助页面(&amp;H)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Read how each part of the window works</source>
            <translation>了解窗口各部分的用法</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;About Checkpoint Explorer</source>
            <translation>关于 Checkpoint Explorer(&amp;A)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Version and licences</source>
            <translation>版本和许可证</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Back out</source>
            <translation>返回</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Leave the search, then the selection</source>
            <translation>先退出搜索，再取消选择</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;File</source>
            <translation>文件(&amp;F)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Edit</source>
            <translation>编辑(&amp;E)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;View</source>
            <translation>视图(&amp;V)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Tools</source>
            <translation>工具(&amp;T)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Help</source>
            <translation>帮助(&amp;H)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Show the {0} view</source>
            <translation>显示“{0}”视图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Open re&amp;cent</source>
            <translation>打开最近的目录(&amp;C)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Open a &amp;demo</source>
            <translation>打开演示(&amp;D)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>&amp;Theme</source>
            <translation>主题(&amp;T)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <source>Lan&amp;guage</source>
            <translation>语言(&amp;G)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/actions.py" />
            <location filename="../../explorer/gui/follow.py" />
            <source>&amp;Follow the run</source>
            <translation>跟踪运行(&amp;F)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <location filename="../../explorer/gui/session.py" />
            <source>there is no checkpoint of step {0}</source>
            <translation>没有第 {0} 步的检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>See what is inside a TensorFlow model_dir, without TensorFlow.</source>
            <translation>无需 TensorFlow，即可查看 TensorFlow model_dir 的内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <source>a directory, a checkpoint prefix, any file of a checkpoint, or a session file</source>
            <translation>目录、检查点前缀、检查点的任意文件或会话文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <source>the view to show first</source>
            <translation>首先显示的视图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <source>the step to show; the latest checkpoint without it</source>
            <translation>要显示的步；未指定时为最新检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <source>colours, for this run only</source>
            <translation>颜色，仅用于本次运行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <source>ignore and keep what was remembered</source>
            <translation>忽略并保留已有的记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <source>open another window although one is open already</source>
            <translation>即使已有窗口打开，也打开另一个窗口</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <source>Shown in the window that is open already; --new-window opens another one.</source>
            <translation>已在打开的窗口中显示；--new-window 会打开另一个窗口。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <source>there is no view {0}</source>
            <translation>没有名为 {0} 的视图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <location filename="../../explorer/gui/histogram/export.py" />
            <source>the picture could not be made</source>
            <translation>无法生成图片</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <source>the window did not come to rest in time</source>
            <translation>窗口未能按时静止下来</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <source>`ckptx steps` lists them.</source>
            <translation>`ckptx steps` 会列出所有步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <source>Views: {0}.</source>
            <translation>视图：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <source>Ask for a smaller one.</source>
            <translation>请选用较小的尺寸。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <source>Something is read or computed for long.</source>
            <translation>有内容长时间处于读取或计算中。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <source>nothing was opened</source>
            <translation>没有打开任何内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/app.py" />
            <source>the target gives no model</source>
            <translation>目标没有给出模型</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/banner.py" />
            <location filename="../../explorer/gui/moves/words.py" />
            <location filename="../../explorer/gui/restore/cards.py" />
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <location filename="../../explorer/gui/restore/summary_bar.py" />
            <location filename="../../explorer/gui/restore/ways_panel.py" />
            <location filename="../../explorer/gui/values/note_line.py" />
            <location filename="../../explorer/report/graph_colours/categories.py" />
            <location filename="../../explorer/report/graph_colours/comparing.py" />
            <location filename="../../explorer/report/graph_colours/updates.py" />
            <location filename="../../explorer/report/palette.py" />
            <location filename="../../explorer/report/restore_text.py" />
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <location filename="../../explorer/analysis/restoring/cures/pairs.py" />
            <location filename="../../explorer/analysis/restoring/outcome.py" />
            <location filename="../../explorer/analysis/restoring/rows.py" />
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>wrong value silently</source>
            <translation>静默错误值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/banner.py" />
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <location filename="../../explorer/report/columns.py" />
            <source>Problem</source>
            <translation>问题</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/banner.py" />
            <source>Dismiss</source>
            <translation>关闭</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/banner.py" />
            <source>Dismiss the problem</source>
            <translation>关闭此问题</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/banner.py" />
            <source>Show the next problem</source>
            <translation>显示下一个问题</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/banner.py" />
            <source>{0} of {1}  ›</source>
            <translation>{0} / {1}  ›</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/banner.py" />
            <source>Problem {0} of {1}, show the next</source>
            <translation>问题 {0} / {1}，显示下一个</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/banner.py" />
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>Problems</source>
            <translation>问题</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/directory_panel.py" />
            <source>Directory: checkpoints and other files</source>
            <translation>目录：检查点和其他文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/directory_panel.py" />
            <source>Show this checkpoint</source>
            <translation>显示此检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/directory_panel.py" />
            <source>Compare with this checkpoint</source>
            <translation>与此检查点比较</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/directory_panel.py" />
            <location filename="../../explorer/gui/timeline/timeline.py" />
            <source>Use as restore target</source>
            <translation>用作恢复目标</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/directory_panel.py" />
            <source>Copy path</source>
            <translation>复制路径</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/directory_panel.py" />
            <source>Copy name</source>
            <translation>复制名称</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/directory_panel.py" />
            <source>Copy what is wrong</source>
            <translation>复制问题说明</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/directory_panel.py" />
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Fold</source>
            <translation>折叠</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/directory_panel.py" />
            <source>Show what is in it</source>
            <translation>显示其中的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/directory_panel.py" />
            <location filename="../../explorer/gui/session_files.py" />
            <location filename="../../explorer/gui/toolbar.py" />
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/folder_contents.py" />
            <source>Looking into a folder</source>
            <translation>正在查看文件夹</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <location filename="../../explorer/gui/opening.py" />
            <location filename="../../explorer/analysis/doctor_directory.py" />
            <location filename="../../explorer/checkpoints/entries.py" />
            <location filename="../../explorer/checkpoints/found_files.py" />
            <source>state file</source>
            <translation>状态文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <location filename="../../explorer/gui/opening.py" />
            <location filename="../../explorer/analysis/self_check_words.py" />
            <location filename="../../explorer/checkpoints/found_files.py" />
            <location filename="../../explorer/checkpoints/graph_spec.py" />
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <location filename="../../explorer/checkpoints/spec_merge.py" />
            <source>saved model</source>
            <translation>SavedModel</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>event file</source>
            <translation>事件文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>graph definition</source>
            <translation>图定义</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <location filename="../../explorer/gui/inspector/checkpoint_page.py" />
            <location filename="../../explorer/formats/messages.py" />
            <source>SavedModel</source>
            <translation>SavedModel</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>not HDF5</source>
            <translation>不是 HDF5</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>not a Keras file</source>
            <translation>不是 Keras 文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>TensorFlow's first format (V1)</source>
            <translation>TensorFlow 的最初格式（V1）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>Keras HDF5 file</source>
            <translation>Keras HDF5 文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>Keras weights, HDF5</source>
            <translation>Keras 权重，HDF5</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>Keras archive</source>
            <translation>Keras 归档</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <location filename="../../explorer/gui/status_bar.py" />
            <source>{0} checkpoint{1}</source>
            <translation>{0} 个检查点{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>git-lfs pointer</source>
            <translation>git-lfs 指针</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>{0} more: open the folder</source>
            <translation>另有 {0} 个：请打开文件夹</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>step {0} · {1}</source>
            <translation>第 {0} 步 · {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <location filename="../../explorer/gui/comparable.py" />
            <location filename="../../explorer/checkpoints/checkpoint.py" />
            <location filename="../../explorer/checkpoints/series.py" />
            <source>step {0}</source>
            <translation>第 {0} 步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <location filename="../../explorer/gui/timeline/words.py" />
            <source>epoch {0}</source>
            <translation>第 {0} 个周期</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <location filename="../../explorer/gui/histogram/history.py" />
            <location filename="../../explorer/gui/histogram/labelling.py" />
            <location filename="../../explorer/gui/marks.py" />
            <location filename="../../explorer/gui/statuses.py" />
            <location filename="../../explorer/report/palette.py" />
            <location filename="../../explorer/report/verify_text.py" />
            <location filename="../../explorer/checkpoints/entries.py" />
            <source>being written</source>
            <translation>正在写入</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>other files</source>
            <translation>其他文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>numbered folders</source>
            <translation>编号文件夹</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>Enter or a double click opens it, and its folder.</source>
            <translation>按 Enter 或双击可打开它及其文件夹。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>nothing in it</source>
            <translation>其中没有内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>{0} more</source>
            <translation>另有 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <location filename="../../explorer/gui/comparable.py" />
            <location filename="../../explorer/gui/timeline/words.py" />
            <location filename="../../explorer/gui/toolbar.py" />
            <location filename="../../explorer/checkpoints/checkpoint.py" />
            <source>save {0}</source>
            <translation>第 {0} 次保存</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>Enter or a double click opens it.</source>
            <translation>按 Enter 或双击可打开。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/browser/tree.py" />
            <source>looking into it …</source>
            <translation>正在查看其中的内容…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/changes_store.py" />
            <location filename="../../explorer/gui/compare/compared_values.py" />
            <location filename="../../explorer/gui/compare/measuring.py" />
            <location filename="../../explorer/analysis/diff.py" />
            <location filename="../../explorer/analysis/renames_values.py" />
            <source>Comparing values</source>
            <translation>正在比较值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/command_palette.py" />
            <source>Command palette</source>
            <translation>命令面板</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/command_palette.py" />
            <source>Find a command, view, checkpoint or variable</source>
            <translation>查找命令、视图、检查点或变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/command_palette.py" />
            <source>Command, view, checkpoint or variable</source>
            <translation>命令、视图、检查点或变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/command_palette.py" />
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <location filename="../../explorer/report/graph_search.py" />
            <source>Found</source>
            <translation>查找结果</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/command_palette.py" />
            <location filename="../../explorer/gui/restore/findings_strip.py" />
            <location filename="../../explorer/gui/timeline/timeline.py" />
            <source>Show {0}</source>
            <translation>显示 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/command_palette.py" />
            <location filename="../../explorer/gui/graph/breadcrumbs.py" />
            <location filename="../../explorer/gui/inspector/parts.py" />
            <source>Go to {0}</source>
            <translation>转到 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/command_palette.py" />
            <location filename="../../explorer/gui/settings_dialog/look_page.py" />
            <source>Language: {0}</source>
            <translation>语言：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/command_palette.py" />
            <location filename="../../explorer/gui/settings_dialog/look_page.py" />
            <source>Theme: {0}</source>
            <translation>主题：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/comparable.py" />
            <source>{0} does not hold it.</source>
            <translation>{0} 不包含它。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/comparable.py" />
            <source>The shape differs: {0} then, {1} now.</source>
            <translation>形状不同：之前为 {0}，现在为 {1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/comparable.py" />
            <source>The dtype differs: {0} then, {1} now.</source>
            <translation>dtype 不同：之前为 {0}，现在为 {1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <location filename="../../explorer/gui/moves/words.py" />
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <location filename="../../explorer/gui/restore/questions.py" />
            <location filename="../../explorer/gui/values/odd_marks.py" />
            <location filename="../../explorer/report/graph_colours/categories.py" />
            <location filename="../../explorer/report/graph_colours/comparing.py" />
            <location filename="../../explorer/report/graph_colours/updates.py" />
            <location filename="../../explorer/report/graph_piles.py" />
            <location filename="../../explorer/report/palette.py" />
            <location filename="../../explorer/analysis/restoring/causes/find.py" />
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <location filename="../../explorer/analysis/updates/moves.py" />
            <source>shape differs</source>
            <translation>形状不同</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <location filename="../../explorer/gui/values/odd_marks.py" />
            <location filename="../../explorer/report/graph_colours/categories.py" />
            <location filename="../../explorer/report/graph_colours/comparing.py" />
            <location filename="../../explorer/report/graph_piles.py" />
            <location filename="../../explorer/report/palette.py" />
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <location filename="../../explorer/analysis/restoring/cures/pairs.py" />
            <location filename="../../explorer/analysis/restoring/rows.py" />
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>dtype differs</source>
            <translation>数据类型不同</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <source>not yet compared</source>
            <translation>尚未比较</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <location filename="../../explorer/report/columns.py" />
            <source>Key</source>
            <translation>键</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <source>The name the tensor is stored under; of a renamed one both, older -&gt; newer</source>
            <translation>存储张量所用的名称；重命名的变量显示两个名称，旧的 -&gt; 新的</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <location filename="../../explorer/gui/variables/scope_tree.py" />
            <location filename="../../explorer/report/columns.py" />
            <source>Role</source>
            <translation>角色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <source>Variable, slot variable, hyperparameter ...</source>
            <translation>变量、槽变量、超参数…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <location filename="../../explorer/gui/compare/graph_page.py" />
            <location filename="../../explorer/analysis/updates/__init__.py" />
            <source>Change</source>
            <translation>变化</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <source>What differs between the two steps</source>
            <translation>两步之间的差异</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <source>Older</source>
            <translation>旧的</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <source>Shape in the older step, with the dtype where the two differ</source>
            <translation>旧步中的形状；dtype 不同时一并显示</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <source>Newer</source>
            <translation>新的</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <source>Shape in the newer step, with the dtype where the two differ</source>
            <translation>新步中的形状；dtype 不同时一并显示</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <source>Norm of the change over the norm of the older values</source>
            <translation>变化量的范数除以旧值的范数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <location filename="../../explorer/report/change_columns.py" />
            <source>Moved</source>
            <translation>变动</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <source>The same as a bar, against the largest of all variables and slots; counters get none</source>
            <translation>同一数值的条形图，相对于所有变量和槽变量中的最大值；计数器没有条形</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <source>How the values are spread, on one axis: older in grey, newer in blue; N marks NaN values</source>
            <translation>值在同一坐标轴上的分布：旧的为灰色，新的为蓝色；N 标记 NaN 值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <location filename="../../explorer/report/change_columns.py" />
            <source>Max |Δ|</source>
            <translation>最大 |Δ|</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <source>Largest change of a single element</source>
            <translation>单个元素的最大变化</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <location filename="../../explorer/gui/values/rows_page.py" />
            <location filename="../../explorer/report/change_columns.py" />
            <source>Cosine</source>
            <translation>余弦</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <source>Cosine between older and newer values: 1 is the same direction</source>
            <translation>旧值与新值之间的余弦：1 表示方向相同</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <location filename="../../explorer/report/columns.py" />
            <source>Elements</source>
            <translation>元素</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/change_words.py" />
            <source>How many elements changed, bit by bit</source>
            <translation>逐位比较，有多少元素发生变化</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Table</source>
            <translation>表格</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Both sides row by row</source>
            <translation>逐行显示两侧</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>The objects of both sides as one tree: added, removed, changed</source>
            <translation>将两侧的对象显示为一棵树：新增、移除、变化</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Steps</source>
            <translation>步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Several steps as columns</source>
            <translation>将多个步显示为列</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Differences</source>
            <translation>差异</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Previous difference (Shift+F7)</source>
            <translation>上一个差异（Shift+F7）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Next difference (F7)</source>
            <translation>下一个差异（F7）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Show only rows that are {0}</source>
            <translation>仅显示“{0}”的行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Show only rows that are matched as renamed</source>
            <translation>仅显示匹配为重命名的行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Compare with the step before</source>
            <translation>与前一步比较</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Choose the step before as the older side</source>
            <translation>选择前一步作为旧的一侧</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Compare with another directory…</source>
            <translation>与另一个目录比较…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Compare with another directory</source>
            <translation>与另一个目录比较</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Choose a directory; its same step, or else its latest, becomes the older side (Space)</source>
            <translation>选择一个目录；其同一步（没有时则为最新步）成为旧的一侧（空格键）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Only differences</source>
            <translation>仅显示差异</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Show only rows that differ</source>
            <translation>仅显示有差异的行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Hide the rows that are the same in both steps (Ctrl+D)</source>
            <translation>隐藏两步中相同的行（Ctrl+D）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_parts.py" />
            <source>Compare as {0}</source>
            <translation>以{0}方式比较</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_view.py" />
            <source>Comparing</source>
            <translation>正在比较</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_view.py" />
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <location filename="../../explorer/analysis/renames.py" />
            <location filename="../../explorer/analysis/renames_solve.py" />
            <source>Looking for renamed variables</source>
            <translation>正在查找重命名的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_view.py" />
            <source>Older and newer step compared</source>
            <translation>旧步与新步的比较</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_view.py" />
            <source>Differences shown as CSV</source>
            <translation>将所示差异导出为 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_view.py" />
            <source>Differences shown as Markdown</source>
            <translation>将所示差异导出为 Markdown</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_view.py" />
            <source>Copy differences as Markdown, with the rule</source>
            <translation>将差异连同规则复制为 Markdown</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_view.py" />
            <source>Copy all rows shown as Markdown, with the rule</source>
            <translation>将所示的全部行连同规则复制为 Markdown</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_view.py" />
            <source>Steps shown as CSV</source>
            <translation>将所示各步导出为 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compare_view.py" />
            <source>Undo this match of two keys</source>
            <translation>撤销这两个键的匹配</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/compared_values.py" />
            <source>The values could not be compared: {0}</source>
            <translation>无法比较值：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/detail_panel.py" />
            <source>{0} in grey, {1} in blue</source>
            <translation>{0} 为灰色，{1} 为蓝色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/detail_panel.py" />
            <source>The selected difference</source>
            <translation>选中的差异</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/detail_panel.py" />
            <source>no numbers to draw yet</source>
            <translation>尚无可绘制的数值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/detail_panel.py" />
            <location filename="../../explorer/gui/compare/difference_cells.py" />
            <location filename="../../explorer/gui/compare/side_kinds.py" />
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <location filename="../../explorer/gui/inspector/restore_facts.py" />
            <location filename="../../explorer/gui/looking.py" />
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <source>not there</source>
            <translation>不存在</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/detail_panel.py" />
            <source>beyond rule</source>
            <translation>超出规则</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/detail_panel.py" />
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <source>left out</source>
            <translation>未计入</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/detail_panel.py" />
            <source>‖w‖ of the rest</source>
            <translation>其余元素的 ‖w‖</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/detail_panel.py" />
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <source>! {0} not finite</source>
            <translation>! {0} 非有限</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/detail_panel.py" />
            <location filename="../../explorer/gui/compare/measure_words.py" />
            <location filename="../../explorer/gui/graph/legend.py" />
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <location filename="../../explorer/gui/moves/words.py" />
            <location filename="../../explorer/gui/values/facts.py" />
            <location filename="../../explorer/gui/values/gone.py" />
            <location filename="../../explorer/gui/values/grid_page.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <location filename="../../explorer/report/node_words.py" />
            <source>{0} value</source>
            <translation>{0} 个值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/detail_panel.py" />
            <location filename="../../explorer/gui/compare/measure_words.py" />
            <location filename="../../explorer/gui/graph/legend.py" />
            <location filename="../../explorer/gui/histogram/picture.py" />
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <location filename="../../explorer/gui/moves/words.py" />
            <location filename="../../explorer/gui/values/facts.py" />
            <location filename="../../explorer/gui/values/gone.py" />
            <location filename="../../explorer/gui/values/grid_page.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <location filename="../../explorer/report/node_words.py" />
            <source>{0} values</source>
            <translation>{0} 个值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/difference_cells.py" />
            <source>NaN only</source>
            <translation>只有 NaN</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/difference_export.py" />
            <source>Left out, not finite</source>
            <translation>未计入的非有限值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/difference_export.py" />
            <source>Writing differences</source>
            <translation>正在写入差异</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/difference_source.py" />
            <source>Proposed as renamed, {0} sure: {1}.</source>
            <translation>建议视为重命名，把握 {0}：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/difference_source.py" />
            <location filename="../../explorer/analysis/diff.py" />
            <location filename="../../explorer/analysis/diff_steps.py" />
            <source>Comparing tables</source>
            <translation>正在比较表格</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/difference_source.py" />
            <source>{0} renamed</source>
            <translation>{0} 已重命名</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/difference_source.py" />
            <source>{0}, renamed (proposed)</source>
            <translation>{0}，已重命名（建议）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/difference_tips.py" />
            <source>It is on the newer side only.</source>
            <translation>它只存在于新的一侧。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/difference_tips.py" />
            <source>It is on the older side only.</source>
            <translation>它只存在于旧的一侧。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/difference_tips.py" />
            <source>Its shape differs: there are no pairs of elements to compare.</source>
            <translation>形状不同：没有可以逐对比较的元素。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/difference_tips.py" />
            <source>It is not compared: the rule leaves it out.</source>
            <translation>未比较：规则将其排除。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/difference_tips.py" />
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <location filename="../../explorer/gui/variables/change_cells.py" />
            <source>It has no numbers to compare.</source>
            <translation>没有可比较的数值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/difference_tips.py" />
            <source>Its values cannot be trusted: see the row's change.</source>
            <translation>其值不可信：请看该行的“变化”列。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/difference_tips.py" />
            <location filename="../../explorer/gui/compare/measure_words.py" />
            <source>It is the same, bit for bit: its values were not read.</source>
            <translation>逐位相同：没有读取其值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>Switch off “Only differences” to see the rows.</source>
            <translation>关闭“仅显示差异”即可看到这些行。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>Comparing …</source>
            <translation>正在比较…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>The two steps are the same: {0}.</source>
            <translation>两步相同：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>Neither step holds a variable.</source>
            <translation>两步都不包含变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>The steps could not be compared: {0}</source>
            <translation>无法比较这两步：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>There is no step to compare.</source>
            <translation>没有可比较的步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <location filename="../../explorer/gui/restore/empty_words.py" />
            <source>Open a directory with Ctrl+O and choose a step.</source>
            <translation>请用 Ctrl+O 打开目录并选择一步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>Choose another older step on the time axis.</source>
            <translation>请在时间轴上选择另一个旧步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>No older step is chosen.</source>
            <translation>未选择旧步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>Choose one with “Compare with” in the tool bar, or with Shift+click on a mark of the time axis.</source>
            <translation>请用工具栏中的“比较对象”选择，或按住 Shift 单击时间轴上的标记。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>No row has all the words of the filter.</source>
            <translation>没有任何行包含筛选条件中的所有词。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>Esc in the filter field clears it.</source>
            <translation>在筛选框中按 Esc 可清除筛选。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>No row has the chosen kind of change.</source>
            <translation>没有任何行属于所选的变化类型。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>Press the coloured buttons again to see all rows.</source>
            <translation>再次按下彩色按钮即可看到所有行。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>The two steps are the same, bit by bit.</source>
            <translation>两步逐位相同。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>There is only this checkpoint to look at.</source>
            <translation>只有这一个检查点可供查看。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/empty_words.py" />
            <source>Comparing takes two: compare it with another directory, open one with more checkpoints, or check its restore into another model.</source>
            <translation>比较需要两个检查点：可与另一个目录比较，打开包含更多检查点的目录，或检查能否恢复到另一个模型。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/graph_page.py" />
            <location filename="../../explorer/gui/inspector/checkpoint_page.py" />
            <source>Object</source>
            <translation>对象</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/graph_page.py" />
            <source>What changed, older → newer</source>
            <translation>变化内容，旧的 → 新的</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/graph_page.py" />
            <source>Below</source>
            <translation>下级</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/graph_page.py" />
            <source>objects: {0}</source>
            <translation>对象：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/graph_page.py" />
            <location filename="../../explorer/analysis/graph_diff.py" />
            <source>Comparing objects</source>
            <translation>正在比较对象</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/graph_page.py" />
            <source>Comparing objects …</source>
            <translation>正在比较对象…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/graph_page.py" />
            <source>The objects could not be compared: {0}</source>
            <translation>无法比较对象：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/graph_page.py" />
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <location filename="../../explorer/gui/restore/verdict_tree.py" />
            <location filename="../../explorer/gui/variables/scope_tree.py" />
            <source>(no name)</source>
            <translation>（无名称）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/graph_page.py" />
            <source>Objects of both sides</source>
            <translation>两侧的对象</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/graph_page.py" />
            <source>Neither side holds an object.</source>
            <translation>两侧都没有对象。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/graph_page.py" />
            <source>Both sides have the same objects.</source>
            <translation>两侧的对象相同。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/graph_page.py" />
            <source>Names, roles, shapes and dtypes are equal. Switch off “Only differences” to see the objects.</source>
            <translation>名称、角色、形状和 dtype 都相同。关闭“仅显示差异”即可看到对象。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/gutter.py" />
            <source>{0}: {1}. A click goes there.</source>
            <translation>{0}：{1}。单击可转到该处。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/gutter.py" />
            <source>Map of the differences in all rows</source>
            <translation>所有行中差异的分布图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/gutter.py" />
            <source>F7 and Shift+F7 go to the next and the previous one.</source>
            <translation>按 F7 和 Shift+F7 可转到下一个和上一个差异。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/gutter.py" />
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>row {0}</source>
            <translation>第 {0} 行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/gutter.py" />
            <source>rows {0} to {1}</source>
            <translation>第 {0} 到 {1} 行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/kept_key.py" />
            <source>Keys of the rows</source>
            <translation>各行的键</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/measure_words.py" />
            <source>Counters and hyperparameters get no bar: they move by much and mean little.</source>
            <translation>计数器和超参数没有条形：它们变动很大，但意义不大。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/measure_words.py" />
            <source>Files of one of the steps are not there any more: its values cannot be compared.</source>
            <translation>其中一步的文件已不存在：无法比较其值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/measure_words.py" />
            <source>It is still being measured.</source>
            <translation>仍在测量中。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/measure_words.py" />
            <source>{0} over {1} of {2} elements: {3} left out, not finite on a side</source>
            <translation>{0}，统计了 {2} 个元素中的 {1} 个：{3} 在某一侧非有限，未计入</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/measure_words.py" />
            <source>A sum of squares is beyond what 64-bit numbers hold.</source>
            <translation>平方和超出了 64 位数值的范围。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/measure_words.py" />
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>It has no elements.</source>
            <translation>没有元素。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/measure_words.py" />
            <source>No element is finite on both sides.</source>
            <translation>没有任何元素在两侧都是有限值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/measure_words.py" />
            <source>The older value is all zero: there is no norm to compare with.</source>
            <translation>旧值全为零：没有可供对比的范数。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/measure_words.py" />
            <source>The {0} value is all zero: it has no direction.</source>
            <translation>{0}值全为零：没有方向。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/measure_words.py" />
            <source> and the </source>
            <translation>和</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rename_button.py" />
            <source>Match renamed variables</source>
            <translation>匹配重命名的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rename_button.py" />
            <source>Variables that seem to have another key on each side, as one row each. They are proposals: their tool tips say why. A row's menu undoes one.</source>
            <translation>将看来在两侧使用不同键的变量合并为一行。这些只是建议：工具提示会说明理由。可在行的菜单中撤销单个匹配。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rename_button.py" />
            <source>Match those that seem certain ({0})</source>
            <translation>匹配看来确定的（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rename_button.py" />
            <source>Match all that are proposed ({0})</source>
            <translation>匹配所有建议的（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rename_button.py" />
            <source>Match none</source>
            <translation>全部不匹配</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rename_button.py" />
            <source>Renamed variables: {0} of {1} proposed pairs are matched</source>
            <translation>重命名的变量：已匹配 {1} 对建议中的 {0} 对</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rename_button.py" />
            <source>Match renamed ({0})</source>
            <translation>匹配重命名的（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rename_button.py" />
            <source>Renamed: {0} of {1} matched</source>
            <translation>重命名的：已匹配 {0} / {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rule_button.py" />
            <source>NaN equals the same NaN, 0.0 is not -0.0</source>
            <translation>NaN 等于相同的 NaN，0.0 不等于 -0.0</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rule_button.py" />
            <source>As numpy.allclose: |newer - older| at most atol + rtol x |older|, for each element</source>
            <translation>与 numpy.allclose 相同：对每个元素，|newer - older| 不超过 atol + rtol x |older|</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rule_button.py" />
            <source>Relative tolerance</source>
            <translation>相对容差</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rule_button.py" />
            <source>Absolute tolerance</source>
            <translation>绝对容差</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rule_button.py" />
            <source>Leave out what optimizers keep of each variable</source>
            <translation>不计入优化器为每个变量保存的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rule_button.py" />
            <source>Leave out step and save counters and the stored object graph</source>
            <translation>不计入步计数器、保存计数器和存储的对象图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rule_button.py" />
            <source>{0}, a number of at least 0; Enter takes it over</source>
            <translation>{0}，不小于 0 的数；按 Enter 采用</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rule_button.py" />
            <source>What equal means</source>
            <translation>相等的含义</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rule_button.py" />
            <source>Equal means {0}</source>
            <translation>相等指 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rule_button.py" />
            <source>Equal means {0}. What counts as equal, and what is not compared.</source>
            <translation>相等指 {0}。什么算作相等，什么不参与比较。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rule_button.py" />
            <source>Bit for bit</source>
            <translation>逐位相同</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rule_button.py" />
            <source>Within a tolerance</source>
            <translation>在容差范围内</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rule_button.py" />
            <source>Ignore slot variables</source>
            <translation>忽略槽变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rule_button.py" />
            <source>Ignore bookkeeping</source>
            <translation>忽略簿记项</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/rule_button.py" />
            <source>Both are numbers of at least 0, such as 1e-5.</source>
            <translation>两者都是不小于 0 的数，例如 1e-5。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>{0} variables, {1} steps</source>
            <translation>{0} 个变量，{1} 步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>Opening steps</source>
            <translation>正在打开各步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>The name the tensor is stored under</source>
            <translation>存储张量所用的名称</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>Opening the steps…</source>
            <translation>正在打开各步…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>There is no step to show.</source>
            <translation>没有可显示的步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>Open a directory with Ctrl+O.</source>
            <translation>请用 Ctrl+O 打开目录。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>{0} variables, {1} steps, the last of {2}</source>
            <translation>{0} 个变量，{1} 步，为 {2} 步中的最后几步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source> · matched by key: a renamed variable has a row for each name</source>
            <translation> · 按键匹配：重命名的变量每个名称各占一行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>All steps</source>
            <translation>所有步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>Steps since the older one</source>
            <translation>自旧步以来的各步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <location filename="../../explorer/gui/item_models/row_order.py" />
            <location filename="../../explorer/gui/item_models/table_view.py" />
            <source>Sorting</source>
            <translation>正在排序</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>Variables over steps</source>
            <translation>变量随步的变化</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>Steps shown</source>
            <translation>显示的步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>Which steps are columns</source>
            <translation>哪些步显示为列</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>Quantity shown</source>
            <translation>显示的量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>What the cells show</source>
            <translation>单元格显示的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>All steps ({0})</source>
            <translation>所有步（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>Fewer than two steps are chosen.</source>
            <translation>选择的步少于两个。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>Choose more with “{0}” above.</source>
            <translation>请用上方的“{0}”选择更多。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>There is one checkpoint only.</source>
            <translation>只有一个检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>Columns stand here as soon as there are two.</source>
            <translation>有两个检查点时，这里就会显示列。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>None of these steps holds a variable.</source>
            <translation>这些步都不包含变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_page.py" />
            <source>Every step since {0} ({1})</source>
            <translation>自 {0} 以来的每一步（{1}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>rows are matched by key alone here, so a renamed variable begins anew.</source>
            <translation>这里仅按键匹配各行，因此重命名的变量会重新开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>‖Δ‖ / ‖w‖ since the step before</source>
            <translation>自前一步以来的 ‖Δ‖ / ‖w‖</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>Norm of the change since the column before, over its norm</source>
            <translation>自前一列以来变化量的范数，除以前一列的范数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>‖Δ‖ / ‖w‖ since the older step</source>
            <translation>自旧步以来的 ‖Δ‖ / ‖w‖</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>Norm of the change since the older step, over its norm</source>
            <translation>自旧步以来变化量的范数，除以旧步的范数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <location filename="../../explorer/gui/moves/sources.py" />
            <location filename="../../explorer/report/columns.py" />
            <source>Mean</source>
            <translation>均值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>Mean of the finite values</source>
            <translation>有限值的均值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>Standard deviation</source>
            <translation>标准差</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>Standard deviation of the finite values</source>
            <translation>有限值的标准差</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>Norm</source>
            <translation>范数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>Euclidean norm of the finite values</source>
            <translation>有限值的欧几里得范数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>How many values are NaN</source>
            <translation>有多少个值为 NaN</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <location filename="../../explorer/gui/variables/scope_tree.py" />
            <location filename="../../explorer/report/columns.py" />
            <location filename="../../explorer/formats/messages.py" />
            <source>Shape</source>
            <translation>形状</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>Shape, with the dtype where it changes</source>
            <translation>形状；dtype 变化时一并显示</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>It has no numbers.</source>
            <translation>没有数值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>It has another shape than in {0}, or no numbers there.</source>
            <translation>其形状与 {0} 中的不同，或那里没有数值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>No older step is chosen: choose one with Shift+click on the time axis.</source>
            <translation>未选择旧步：请按住 Shift 单击时间轴选择。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>This is the first step shown.</source>
            <translation>这是显示的第一步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>The column before cannot be read.</source>
            <translation>前一列无法读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>This step does not hold it.</source>
            <translation>此步不包含它。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>the column before</source>
            <translation>前一列</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>the older step</source>
            <translation>旧步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>It is not in {0}: {1}</source>
            <translation>它不在 {0} 中：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>This is the older step itself.</source>
            <translation>这就是旧步本身。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>No element is finite.</source>
            <translation>没有任何元素是有限值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>Writing steps</source>
            <translation>正在写入各步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/compare/steps_source.py" />
            <source>Gone from the disk; what is known of it was remembered.</source>
            <translation>已从磁盘删除；所知内容来自记录。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/copying.py" />
            <location filename="../../explorer/gui/item_models/table_menu.py" />
            <source>Copying rows</source>
            <translation>正在复制行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/copying.py" />
            <source>Key copied</source>
            <translation>已复制键</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/copying.py" />
            <source> as tab-separated text</source>
            <translation>，格式为制表符分隔的文本</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/copying.py" />
            <source>{0} row{1} copied as tab-separated text</source>
            <translation>已将 {0} 行{1}复制为制表符分隔的文本</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/copying.py" />
            <source>{0} rows copied{1}</source>
            <translation>已复制 {0} 行{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/copying.py" />
            <source>The rows were not copied</source>
            <translation>未复制行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/copying.py" />
            <source>Path copied</source>
            <translation>已复制路径</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/copying.py" />
            <source>Python copied</source>
            <translation>已复制 Python 代码</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/copying.py" />
            <source>Nothing is selected to copy.</source>
            <translation>没有选中可复制的内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/crash_dialog.py" />
            <source>No directory was open.</source>
            <translation>没有打开目录。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/crash_dialog.py" />
            <source>{0} was being opened, which may be the reason: it is not opened by itself.</source>
            <translation>当时正在打开 {0}，这可能是原因：不会自动打开它。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/crash_dialog.py" />
            <source>{0} was open. The window can go back to where it was.</source>
            <translation>当时打开的是 {0}。窗口可以回到原来的状态。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/crash_dialog.py" />
            <source>Nothing was written down before the end.</source>
            <translation>结束前没有写下任何内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/crash_dialog.py" />
            <source>while a directory was being opened</source>
            <translation>在打开目录时</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/crash_dialog.py" />
            <source>while the window was open</source>
            <translation>在窗口打开时</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/crash_dialog.py" />
            <source>{0}

{1} It ended {2}.

{3}</source>
            <translation>{0}

{1}程序{2}结束。

{3}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/crash_dialog.py" />
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <location filename="../../explorer/gui/problems.py" />
            <location filename="../../explorer/gui/restore/summary_bar.py" />
            <location filename="../../explorer/gui/view_tabs.py" />
            <source>Copy report</source>
            <translation>复制报告</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/crash_dialog.py" />
            <source>Start empty</source>
            <translation>从空白开始</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/crash_dialog.py" />
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <location filename="../../explorer/gui/restore/detail_panel.py" />
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/crash_dialog.py" />
            <source>The last time</source>
            <translation>上一次运行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/crash_dialog.py" />
            <location filename="../../explorer/gui/problems.py" />
            <source>Report</source>
            <translation>报告</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/crash_dialog.py" />
            <source>No path, no file name and no user name stands in it</source>
            <translation>其中不含路径、文件名和用户名</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/crash_dialog.py" />
            <source>Open {0} again</source>
            <translation>重新打开 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/crash_dialog.py" />
            <source>with nothing open</source>
            <translation>在没有打开任何内容时</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/dialogs.py" />
            <source>Models and checkpoints (*.json *.csv *.tsv *.keras *.h5 *.hdf5 *.meta *.pbtxt *.pb *.index checkpoint);;All files (*)</source>
            <translation>模型和检查点 (*.json *.csv *.tsv *.keras *.h5 *.hdf5 *.meta *.pbtxt *.pb *.index checkpoint);;所有文件 (*)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/dialogs.py" />
            <source>Open a directory of checkpoints</source>
            <translation>打开包含检查点的目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/dialogs.py" />
            <source>Checkpoints (*.index *.data-* *.meta checkpoint *.keras *.h5 *.ckpt* *.pb *.pbtxt);;All files (*)</source>
            <translation>检查点 (*.index *.data-* *.meta checkpoint *.keras *.h5 *.ckpt* *.pb *.pbtxt);;所有文件 (*)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/dialogs.py" />
            <source>The target: a spec file, a table, a graph, a Keras file or a checkpoint of the other model</source>
            <translation>目标：规格文件、表格、图、Keras 文件或另一个模型的检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/dialogs.py" />
            <source>Sessions (*.ckptx.json);;All files (*)</source>
            <translation>会话 (*.ckptx.json);;所有文件 (*)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/dialogs.py" />
            <source>Open a session file</source>
            <translation>打开会话文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/directory_problem.py" />
            <source> {0} more {1} damaged.</source>
            <translation>另有 {0} 个{1}损坏。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/directory_problem.py" />
            <source>{0} is damaged{1}{2}</source>
            <translation>{0} 已损坏{1}{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/directory_problem.py" />
            <source>What can still be read is shown. Verify names what is lost and what is safe.</source>
            <translation>仍可读取的内容会显示出来。“校验”会指出哪些已丢失，哪些完好。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/directory_problem.py" />
            <source> {0} more like it.</source>
            <translation>另有 {0} 个类似的检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/directory_problem.py" />
            <source>{0} is not complete. {1}{2}</source>
            <translation>{0} 不完整。{1}{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/directory_problem.py" />
            <source>Choose another step, or save again.</source>
            <translation>请选择另一步，或重新保存。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/docks.py" />
            <location filename="../../explorer/gui/settings_dialog/records_model.py" />
            <source>Directory</source>
            <translation>目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/docks.py" />
            <location filename="../../explorer/gui/inspector/inspector.py" />
            <source>Inspector</source>
            <translation>检查器</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/docks.py" />
            <source>Timeline</source>
            <translation>时间轴</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <location filename="../../explorer/gui/inspector/inspector.py" />
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <location filename="../../explorer/gui/moves/sources.py" />
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <location filename="../../explorer/analysis/restoring/objects/by_name.py" />
            <location filename="../../explorer/checkpoints/keras_objects.py" />
            <location filename="../../explorer/checkpoints/keras_wrapping.py" />
            <location filename="../../explorer/formats/graph_nodes.py" />
            <location filename="../../explorer/formats/messages.py" />
            <location filename="../../explorer/formats/meta_graph.py" />
            <location filename="../../explorer/formats/saved_model.py" />
            <source>Variable</source>
            <translation>变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>The checkpoint key</source>
            <translation>检查点键</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <source>Graph expects</source>
            <translation>图期望</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <source>Dtype and shape that the source asks for</source>
            <translation>来源所要求的 dtype 和形状</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <location filename="../../explorer/gui/restore/renames_model.py" />
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <location filename="../../explorer/gui/restore/verdict_tree.py" />
            <source>Checkpoint holds</source>
            <translation>检查点中的</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <source>Dtype and shape stored in the checkpoint</source>
            <translation>检查点中存储的 dtype 和形状</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <location filename="../../explorer/gui/inspector/checkpoint_page.py" />
            <location filename="../../explorer/gui/inspector/inspector.py" />
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <location filename="../../explorer/report/result_tables.py" />
            <location filename="../../explorer/analysis/restoring/objects/run.py" />
            <location filename="../../explorer/checkpoints/keras_wrapping.py" />
            <location filename="../../explorer/checkpoints/program_root.py" />
            <source>Checkpoint</source>
            <translation>检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <source>The checkpoint that holds it, and its step</source>
            <translation>包含它的检查点及其步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <source>Source</source>
            <translation>来源</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <source>The file that expects it</source>
            <translation>期望它的文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <source>  step {0}</source>
            <translation>  第 {0} 步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <source>Variables the files disagree on</source>
            <translation>各文件不一致的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <location filename="../../explorer/gui/item_models/table_menu.py" />
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <source>Copy as TSV</source>
            <translation>复制为 TSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>Copy the chosen rows, or all of them</source>
            <translation>复制选中的行；未选中时复制全部</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <source>Show variable</source>
            <translation>显示变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <source>Choose this variable in the window (Enter)</source>
            <translation>在窗口中选择此变量（Enter）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <source>Graph and checkpoints disagree</source>
            <translation>图与检查点不一致</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <source>Variables on which graph and checkpoints disagree</source>
            <translation>图与检查点不一致的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <source>{0} row</source>
            <translation>{0} 行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/findings_dialog.py" />
            <location filename="../../explorer/gui/restore/verdict_totals.py" />
            <source>{0} rows</source>
            <translation>{0} 行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/record_source.py" />
            <source>Order</source>
            <translation>顺序</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/record_source.py" />
            <source>The order in which it was found</source>
            <translation>发现的先后顺序</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/report_files.py" />
            <source>what to do</source>
            <translation>处理办法</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/report_files.py" />
            <source>Writing the checkpoint file</source>
            <translation>正在写入 checkpoint 文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/report_files.py" />
            <source>nothing is ever written into the opened directory</source>
            <translation>绝不会向打开的目录写入任何内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/report_files.py" />
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <location filename="../../explorer/gui/restore/report_files.py" />
            <source>Writing the report</source>
            <translation>正在写入报告</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/report_files.py" />
            <source>Save it somewhere else, and copy it there yourself once you have looked at it.</source>
            <translation>请保存到其他位置，检查后再自行复制到该目录。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>The file it is about, relative to the directory</source>
            <translation>相关的文件，相对于该目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <location filename="../../explorer/formats/messages.py" />
            <source>Tensor</source>
            <translation>张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>The tensor, or how many are concerned</source>
            <translation>相关的张量，或其数量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>What is wrong</source>
            <translation>问题所在</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <source>What to do</source>
            <translation>处理办法</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <source>The next step</source>
            <translation>下一步操作</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>The checkpoint's prefix</source>
            <translation>检查点的前缀</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <location filename="../../explorer/gui/moves/sources.py" />
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <location filename="../../explorer/gui/restore/verdict_tree.py" />
            <source>Verdict</source>
            <translation>判定</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>What is left of it</source>
            <translation>其剩余部分的情况</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>Status</source>
            <translation>状态</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>complete, damaged, being written or gone</source>
            <translation>完整、已损坏、正在写入或已不存在</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <location filename="../../explorer/gui/remembering.py" />
            <source>Read</source>
            <translation>读取</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>How many bytes were checked</source>
            <translation>已检查的字节数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>Lost tensor</source>
            <translation>丢失的张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>Recoverable</source>
            <translation>可找回</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>Whether its bytes stand in another data file</source>
            <translation>其字节是否在另一个数据文件中</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>by renaming data files</source>
            <translation>通过重命名数据文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>Problems found</source>
            <translation>发现的问题</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>The chosen problem in full</source>
            <translation>所选问题的全文</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>Verdict of each checkpoint</source>
            <translation>每个检查点的判定</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>Lost tensors</source>
            <translation>丢失的张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>Notes</source>
            <translation>备注</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>Proposed text of the checkpoint file</source>
            <translation>建议的 checkpoint 文件内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <location filename="../../explorer/gui/inspector/inspector.py" />
            <location filename="../../explorer/gui/restore/code_box.py" />
            <location filename="../../explorer/gui/restore/detail_panel.py" />
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>The proposed text</source>
            <translation>建议的文本</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>Save elsewhere…</source>
            <translation>保存到别处…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>Into a file outside the directory</source>
            <translation>保存到目录以外的文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>Results</source>
            <translation>结果</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>Kinds of results</source>
            <translation>结果的类别</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>Checkpoints</source>
            <translation>检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>checkpoint file</source>
            <translation>checkpoint 文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>There was nothing to verify.</source>
            <translation>没有可校验的内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>The directory's checkpoint file is wrong. This is what it should say; nothing was changed. Save it somewhere else, look at it, and copy it over the old one yourself.</source>
            <translation>该目录的 checkpoint 文件有误。下面是它应有的内容；没有做任何更改。请将其保存到别处，检查后自行覆盖旧文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <location filename="../../explorer/gui/histogram/several.py" />
            <location filename="../../explorer/gui/moves/words.py" />
            <location filename="../../explorer/gui/timeline/odd_steps.py" />
            <location filename="../../explorer/gui/variables/totals.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <location filename="../../explorer/report/graph_colours/colouring.py" />
            <location filename="../../explorer/analysis/updates/unhealthy.py" />
            <source>{0} tensors</source>
            <translation>{0} 个张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <source>Tensors concerned:</source>
            <translation>相关的张量：</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/result_tabs.py" />
            <location filename="../../explorer/gui/inspector/saved_model_facts.py" />
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <source>and {0} more</source>
            <translation>以及另外 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <location filename="../../explorer/analysis/doctor.py" />
            <source>Verifying</source>
            <translation>正在校验</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Verify</source>
            <translation>校验</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>The whole result as text</source>
            <translation>以文本形式复制全部结果</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>The problems as CSV or JSON</source>
            <translation>将问题导出为 CSV 或 JSON</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Starting</source>
            <translation>正在开始</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Cancelled: {0} {1} verified before that.</source>
            <translation>已取消：此前已校验 {0} {1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <location filename="../../explorer/gui/graph/find_panel.py" />
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <location filename="../../explorer/gui/graph/searched_graph.py" />
            <location filename="../../explorer/gui/histogram/status.py" />
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <location filename="../../explorer/gui/moves/sources.py" />
            <location filename="../../explorer/gui/restore/verdict_tree.py" />
            <location filename="../../explorer/gui/values/facts.py" />
            <location filename="../../explorer/gui/variables/totals.py" />
            <location filename="../../explorer/report/node_words.py" />
            <location filename="../../explorer/report/restore_markdown.py" />
            <location filename="../../explorer/checkpoints/entry_reading.py" />
            <source>{0} of {1}</source>
            <translation>{0} / {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>It could not be verified.</source>
            <translation>无法校验。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Whole directory: {0} ({1})</source>
            <translation>整个目录：{0}（{1}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Every byte is read and every checksum compared.</source>
            <translation>读取每个字节并核对每个校验和。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Lost and safe tensors are named, and a wrong checkpoint file gets a corrected text. Nothing is written into the directory.</source>
            <translation>指出丢失和完好的张量，并为有误的 checkpoint 文件给出更正后的内容。不会向该目录写入任何内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Verify checkpoints</source>
            <translation>校验检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Verified so far</source>
            <translation>目前已校验</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <location filename="../../explorer/gui/graph/drawn_graph.py" />
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <location filename="../../explorer/gui/status_bar.py" />
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Cancelled before anything was found.</source>
            <translation>在发现任何内容之前已取消。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Nothing was verified.</source>
            <translation>没有校验任何内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Press Verify to begin again.</source>
            <translation>按“校验”重新开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>The verification failed: a fault of the program.</source>
            <translation>校验失败：程序缺陷。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Verifying failed</source>
            <translation>校验失败</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <location filename="../../explorer/report/verify_text.py" />
            <location filename="../../explorer/checkpoints/folders.py" />
            <source>{0} checkpoints</source>
            <translation>{0} 个检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>No directory is open.</source>
            <translation>没有打开目录。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Open one first: then its files can be verified here.</source>
            <translation>请先打开目录，然后即可在此校验其文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Copied</source>
            <translation>已复制</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Export the problems (.csv or .json)</source>
            <translation>导出问题（.csv 或 .json）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Save the checkpoint file elsewhere</source>
            <translation>将 checkpoint 文件保存到别处</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Writing failed</source>
            <translation>写入失败</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Whole directory</source>
            <translation>整个目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <location filename="../../explorer/gui/session_files.py" />
            <source>Written: {0}</source>
            <translation>已写入：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>Not written: {0}. {1}</source>
            <translation>未写入：{0}。{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>checkpoint was</source>
            <translation>个检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>checkpoints were</source>
            <translation>个检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/doctor/verify_dialog.py" />
            <source>This checkpoint: {0}</source>
            <translation>此检查点：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/elsewhere.py" />
            <source>{0} of {1}/</source>
            <translation>{1}/ 的 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/elsewhere.py" />
            <location filename="../../explorer/gui/session_jobs.py" />
            <location filename="../../explorer/checkpoints/series.py" />
            <source>there is no checkpoint in this directory</source>
            <translation>此目录中没有检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/elsewhere.py" />
            <location filename="../../explorer/gui/session_jobs.py" />
            <source>Choose a folder with .index files, or one of a checkpoint's files.</source>
            <translation>请选择包含 .index 文件的文件夹，或检查点的某个文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/export_dialog.py" />
            <source>all steps</source>
            <translation>所有步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/export_dialog.py" />
            <source>Variables of this step (CSV)</source>
            <translation>此步的变量（CSV）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/export_dialog.py" />
            <source>Variables of all steps (CSV)</source>
            <translation>所有步的变量（CSV）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/export_dialog.py" />
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/export_dialog.py" />
            <source>Choose file…</source>
            <translation>选择文件…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/export_dialog.py" />
            <source>What shall be written?</source>
            <translation>要写入什么？</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/export_dialog.py" />
            <source>All files</source>
            <translation>所有文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/exporting.py" />
            <source>Writing</source>
            <translation>正在写入</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/exporting.py" />
            <source>There is nothing to export yet.</source>
            <translation>还没有可导出的内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/exporting.py" />
            <source>Value as .npy</source>
            <translation>将值导出为 .npy</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/exporting.py" />
            <source>files are never written into the opened directory</source>
            <translation>绝不会向打开的目录写入文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/exporting.py" />
            <source>{0} was not written</source>
            <translation>未写入 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/exporting.py" />
            <source>Written: {0}{1}</source>
            <translation>已写入：{0}{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/exporting.py" />
            <source>Choose another folder: what a trainer or TensorFlow finds there must stay as it is.</source>
            <translation>请选择另一个文件夹：训练程序或 TensorFlow 在该目录中看到的内容必须保持不变。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>Show new checkpoints as they are written, and mark deleted ones</source>
            <translation>检查点一经写入即显示，并标记已删除的检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>&amp;Stay at the latest checkpoint</source>
            <translation>停留在最新检查点(&amp;S)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>Move on to each new checkpoint; choosing a step by hand ends it</source>
            <translation>自动转到每个新检查点；手动选择步后停止</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>Not following</source>
            <translation>未跟踪</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>The directory does not answer</source>
            <translation>目录没有响应</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>The directory cannot be read</source>
            <translation>无法读取目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>A checkpoint is being written</source>
            <translation>正在写入检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>Following</source>
            <translation>正在跟踪</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>The directory is not looked at by itself. F5 reads it again.</source>
            <translation>不会自动查看该目录。按 F5 重新读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>New checkpoints appear as they are written; deleted ones stay on the time axis, hollow.</source>
            <translation>新检查点一经写入即显示；已删除的检查点以空心标记留在时间轴上。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>Look every {0} s</source>
            <translation>每 {0} 秒查看一次</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>Look every second</source>
            <translation>每秒查看一次</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>Look only when the system tells of a change</source>
            <translation>仅在系统通知变化时查看</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <location filename="../../explorer/gui/settings_dialog/follow_page.py" />
            <source>How often the directory is looked at</source>
            <translation>查看目录的频率</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>The directory has not answered for {0} s.</source>
            <translation>目录已有 {0} 秒没有响应。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>Last look at {0}.</source>
            <translation>上次查看时间：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/follow.py" />
            <source>{0}. It is shown as it was; another look follows soon.</source>
            <translation>{0}。仍按原样显示；稍后会再次查看。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/breadcrumbs.py" />
            <source>Path of the chosen node</source>
            <translation>所选节点的路径</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/breadcrumbs.py" />
            <source>Show {0} and what is below it</source>
            <translation>显示 {0} 及其下级</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/breadcrumbs.py" />
            <source>{0}: left out now; click to show it and what is below it</source>
            <translation>{0}：目前未显示；单击可显示它及其下级</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/canvas.py" />
            <source>This picture could not be painted. Another step or another folding may be.</source>
            <translation>无法绘制此图片。换一步或换一种折叠方式也许可以。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/canvas.py" />
            <location filename="../../explorer/report/graph_svg.py" />
            <source>Object graph</source>
            <translation>对象图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/canvas.py" />
            <source>not in this checkpoint</source>
            <translation>不在此检查点中</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/canvas.py" />
            <location filename="../../explorer/report/node_words.py" />
            <source>note: {0}</source>
            <translation>备注：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/canvas.py" />
            <location filename="../../explorer/report/node_words.py" />
            <source>{0} children</source>
            <translation>{0} 个子节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/chosen_graph.py" />
            <source>Right click: all there is to do · D: about a node · F1: all keys · Arrows walk · Enter folds · G shows a part</source>
            <translation>右键单击：所有可用操作 · D：节点详情 · F1：所有按键 · 方向键移动 · Enter 折叠 · G 显示局部</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/colour_answers.py" />
            <source>Comparing the two steps…</source>
            <translation>正在比较两步…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/colour_answers.py" />
            <source>Measuring how much the values moved…</source>
            <translation>正在测量值的变动幅度…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/colour_answers.py" />
            <source>Looking for NaN and infinities…</source>
            <translation>正在查找 NaN 和无穷…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/colour_answers.py" />
            <source>Reading values for the graph's colours</source>
            <translation>正在读取图着色所需的值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/colour_wish.py" />
            <source>Colouring the graph</source>
            <translation>正在为图着色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/coloured_graph.py" />
            <location filename="../../explorer/formats/meta_graph.py" />
            <source>Reading the graph</source>
            <translation>正在读取图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/coloured_graph.py" />
            <source>Drawing the graph</source>
            <translation>正在绘制图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/coloured_graph.py" />
            <source>Dim instead of hiding what the legend filters</source>
            <translation>将图例筛选掉的内容变暗而不隐藏</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/coloured_graph.py" />
            <source>Letters of roles inside nodes</source>
            <translation>在节点内显示角色字母</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/coloured_graph.py" />
            <source>Older and newer side by side</source>
            <translation>新旧并排</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/coloured_graph.py" />
            <source>Drawing the older graph</source>
            <translation>正在绘制旧图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/coloured_graph.py" />
            <source>No target: choose the model this checkpoint is to be restored into.</source>
            <translation>无目标：请选择此检查点要恢复到的模型。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/coloured_graph.py" />
            <source>The values could not be looked at: {0}</source>
            <translation>无法查看值：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/coloured_graph.py" />
            <location filename="../../explorer/gui/restore/column_widths.py" />
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <location filename="../../explorer/gui/restore/questions.py" />
            <location filename="../../explorer/report/graph_colours/comparing.py" />
            <location filename="../../explorer/report/graph_piles.py" />
            <location filename="../../explorer/report/palette.py" />
            <location filename="../../explorer/analysis/graph_missing.py" />
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>missing in checkpoint</source>
            <translation>检查点中缺失</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/coloured_graph.py" />
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>No older step: choose one to compare with.</source>
            <translation>没有旧步：请选择要比较的旧步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/drawn_graph.py" />
            <source>Drawing the graph…</source>
            <translation>正在绘制图…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/find_panel.py" />
            <source>Try {0}</source>
            <translation>试试 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/find_panel.py" />
            <source>Previous match</source>
            <translation>上一个匹配项</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/find_panel.py" />
            <source>Shift+F3</source>
            <translation>Shift+F3</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/find_panel.py" />
            <source>Next match</source>
            <translation>下一个匹配项</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/find_panel.py" />
            <source>End the search</source>
            <translation>结束搜索</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/find_panel.py" />
            <source>Search in the graph</source>
            <translation>在图中搜索</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/find_panel.py" />
            <location filename="../../explorer/gui/restore/findings_strip.py" />
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/find_panel.py" />
            <source>Show the matches that are out of sight</source>
            <translation>显示不可见的匹配项</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/find_panel.py" />
            <source>Brings the first of them into sight</source>
            <translation>使第一个匹配项可见</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/find_panel.py" />
            <source>No match. Fewer letters or fields find more.</source>
            <translation>没有匹配项。减少字母或字段可找到更多。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/find_panel.py" />
            <source>{0} found</source>
            <translation>找到 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/find_panel.py" />
            <source>the best {0} are listed</source>
            <translation>列出了最佳的 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/found_list.py" />
            <source>Nodes found</source>
            <translation>找到的节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>Background</source>
            <translation>背景</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <location filename="../../explorer/gui/settings_dialog/records_model.py" />
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>Graph as picture (PNG)</source>
            <translation>将图导出为图片（PNG）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>Graph as SVG, text as text</source>
            <translation>将图导出为 SVG，文字保留为文本</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>Graph for Graphviz (DOT)</source>
            <translation>将图导出为 Graphviz 格式（DOT）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>Graph as GraphML, for yEd and Gephi</source>
            <translation>将图导出为 GraphML，供 yEd 和 Gephi 使用</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>Graph as node-link JSON</source>
            <translation>将图导出为节点链接 JSON</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <location filename="../../explorer/gui/graph/legend.py" />
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <location filename="../../explorer/report/graph_completions.py" />
            <location filename="../../explorer/report/graph_drawing.py" />
            <location filename="../../explorer/report/graph_outline.py" />
            <location filename="../../explorer/report/node_words.py" />
            <source>{0} node</source>
            <translation>{0} 个节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <location filename="../../explorer/gui/graph/legend.py" />
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <location filename="../../explorer/report/graph_completions.py" />
            <location filename="../../explorer/report/graph_drawing.py" />
            <location filename="../../explorer/report/graph_outline.py" />
            <location filename="../../explorer/report/node_words.py" />
            <source>{0} nodes</source>
            <translation>{0} 个节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>What</source>
            <translation>范围</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>As in the window</source>
            <translation>与窗口相同</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <location filename="../../explorer/gui/settings_dialog/look_page.py" />
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <location filename="../../explorer/gui/settings_dialog/look_page.py" />
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>Transparent</source>
            <translation>透明</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>At 200 %, sharp on any screen</source>
            <translation>200 %，在任何屏幕上都清晰</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>For print: 300 dots per inch</source>
            <translation>用于打印：每英寸 300 点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>The whole graph: {0}</source>
            <translation>整个图：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>The part on the screen</source>
            <translation>屏幕上的部分</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>Object graph of {0}</source>
            <translation>{0} 的对象图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>{0}, coloured by {1}</source>
            <translation>{0}，按{1}着色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>As shown: {0}</source>
            <translation>按当前显示：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>The selection: {0}</source>
            <translation>所选部分：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>The selection</source>
            <translation>所选部分</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>nothing is selected</source>
            <translation>没有选中任何内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>pictures only</source>
            <translation>仅限图片</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_exports.py" />
            <source>, the rest folded</source>
            <translation>，其余已折叠</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Nothing is left out.</source>
            <translation>没有任何内容被排除。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>This node stores no value.</source>
            <translation>此节点不存储值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Python that reads it</source>
            <translation>读取它的 Python 代码</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Show in</source>
            <translation>显示于</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>About this node</source>
            <translation>关于此节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Show the whole picture</source>
            <translation>显示整个图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Nothing is below this node.</source>
            <translation>此节点没有下级。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Open the pile of {0}</source>
            <translation>展开这 {0} 个一堆的节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Unfold</source>
            <translation>展开</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Unfold everything below</source>
            <translation>展开所有下级</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Fold everything below</source>
            <translation>折叠所有下级</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Show only this and what is below</source>
            <translation>仅显示此节点及其下级</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Show only what is reachable from here</source>
            <translation>仅显示由此可达的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Show everything again</source>
            <translation>重新显示全部</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Choose</source>
            <translation>选择</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>All below</source>
            <translation>所有下级</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>All that is drawn</source>
            <translation>所有已绘制的节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Choose all that is drawn</source>
            <translation>选择所有已绘制的节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Take the last change back</source>
            <translation>撤销上一次更改</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Change it again</source>
            <translation>重做更改</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Fold to a size that can be read</source>
            <translation>折叠到可辨读的大小</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Unfold everything</source>
            <translation>全部展开</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Notes…</source>
            <translation>备注…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Copy ({0} nodes)</source>
            <translation>复制（{0} 个节点）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>As rows for a spreadsheet</source>
            <translation>作为电子表格的行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Paths</source>
            <translation>路径</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Path</source>
            <translation>路径</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>All paths</source>
            <translation>所有路径</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Keys</source>
            <translation>键</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Expression of the program</source>
            <translation>程序中的表达式</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Change the note…</source>
            <translation>更改备注…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Pin a note…</source>
            <translation>添加备注…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Zoom to them</source>
            <translation>缩放到这些节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Zoom to it</source>
            <translation>缩放到此节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Put the {0} alike on their pile again</source>
            <translation>将这 {0} 个相同的节点重新堆叠</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Show only the chosen nodes</source>
            <translation>仅显示所选节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Show only this and the way to it</source>
            <translation>仅显示此节点及其路径</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>All slot variables</source>
            <translation>所有槽变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>All of role {0}</source>
            <translation>所有角色为 {0} 的节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>All of class {0}</source>
            <translation>所有 {0} 类的节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>All of its class</source>
            <translation>所有同类的节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>The {0} alike</source>
            <translation>这 {0} 个相同的节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>The siblings alike</source>
            <translation>相同的同级节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Nothing was changed.</source>
            <translation>没有可撤销的更改。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>Nothing was taken back.</source>
            <translation>没有可重做的更改。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>The root has no path.</source>
            <translation>根节点没有路径。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>No target: choose a model to restore into.</source>
            <translation>无目标：请选择要恢复到的模型。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>No path leads to this node.</source>
            <translation>没有路径通向此节点。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>It is the whole graph.</source>
            <translation>这就是整个图。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>The checkpoint does not tell its class.</source>
            <translation>检查点没有说明它的类。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>No siblings alike with it are drawn one by one.</source>
            <translation>没有与它相同且逐个绘制的同级节点。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>No notes yet: choose a node and press N.</source>
            <translation>还没有备注：请选择节点并按 N。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>One path leads here.</source>
            <translation>只有一条路径通向这里。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>No attribute of the program leads here.</source>
            <translation>没有程序属性通向这里。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_menu.py" />
            <source>It is in focus already.</source>
            <translation>它已是焦点。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_picture.py" />
            <source>a PNG of this drawing would be {0} × {1} pixels, and nothing could be seen in it</source>
            <translation>此图的 PNG 将为 {0} × {1} 像素，什么也看不清</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_picture.py" />
            <source>, at {0} of the size asked for: a PNG has at most </source>
            <translation>，为所要求大小的 {0}：PNG 最多</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_picture.py" />
            <source>{0} pixels a side and {1} million in all</source>
            <translation>每边 {0} 像素，总计 {1} 百万像素</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_picture.py" />
            <source>Write it as SVG, which has no largest size, or only a part of the graph.</source>
            <translation>请写入为没有大小限制的 SVG，或只写入图的一部分。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_picture.py" />
            <source>Painting the graph</source>
            <translation>正在绘制图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_source.py" />
            <source>Reading the object graph</source>
            <translation>正在读取对象图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Form and direction of the drawing, older and newer side by side</source>
            <translation>绘图的形式和方向，新旧并排</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>automatic form</source>
            <translation>自动形式</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Layers for small graphs, wrapped rows for large ones</source>
            <translation>小图分层，大图换行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Every level in a layer of its own, the edges between them routed</source>
            <translation>每一层级单独成层，边在层间布线</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Long families in several rows: much in little room</source>
            <translation>同级较多时分为多行：节省空间</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>automatic direction</source>
            <translation>自动方向</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Whichever way the graph reads better</source>
            <translation>选择更易阅读的方向</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>top down</source>
            <translation>从上到下</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>The root at the top</source>
            <translation>根在顶部</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>left to right</source>
            <translation>从左到右</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>The root at the left</source>
            <translation>根在左侧</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Next of these</source>
            <translation>下一项</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Next direction</source>
            <translation>下一个方向</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Zoom in</source>
            <translation>放大</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Zoom out</source>
            <translation>缩小</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>The notes pinned here</source>
            <translation>此处添加的备注</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Fit</source>
            <translation>适应窗口</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Everything in sight (0)</source>
            <translation>显示全部内容（0）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Zoom out (-)</source>
            <translation>缩小（-）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Zoom in (+)</source>
            <translation>放大（+）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Unfold {0}</source>
            <translation>展开 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Colour by</source>
            <translation>着色依据</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>What the colours mean (C: next)</source>
            <translation>颜色的含义（C：下一项）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Layout</source>
            <translation>布局</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>{0} (L: next direction)</source>
            <translation>{0}（L：下一个方向）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Show helper nodes</source>
            <translation>显示辅助节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Nodes with no stored value at or below them (H)</source>
            <translation>自身及下级都没有存储值的节点（H）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Fold and unfold the whole graph, and take it back (Ctrl+Z)</source>
            <translation>折叠和展开整个图，以及撤销（Ctrl+Z）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>{0} helper</source>
            <translation>{0} 个辅助节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>{0} helpers</source>
            <translation>{0} 个辅助节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>{0} with no stored value at or below, or out of reach, {1} now (H)</source>
            <translation>{0} 自身及下级没有存储的值，或不可达；目前已{1}（H）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>Colour by {0}</source>
            <translation>按{0}着色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>{0} note</source>
            <translation>{0} 条备注</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>{0} notes</source>
            <translation>{0} 条备注</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>{0} pinned in this directory ({1})</source>
            <translation>此目录中有 {0}（{1}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>{0}: show the list</source>
            <translation>{0}：显示列表</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>{0} level</source>
            <translation>{0} 层</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>{0} levels</source>
            <translation>{0} 层</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <source>{0}; now {1} (L: next direction)</source>
            <translation>{0}；目前为{1}（L：下一个方向）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_toolbar.py" />
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>By {0}</source>
            <translation>按{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <source>Choose a checkpoint to see its graph.</source>
            <translation>请选择检查点以查看其图。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <source>This checkpoint's graph has no nodes.</source>
            <translation>此检查点的图没有节点。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <source>Everything is filtered out. Click a kind in the legend to show it again.</source>
            <translation>所有内容都被筛选掉了。单击图例中的类别可重新显示。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <source>The graph cannot be shown: {0}</source>
            <translation>无法显示图：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <source>Object graph of the current step</source>
            <translation>当前步的对象图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <source>Reading the graph…</source>
            <translation>正在读取图…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <source>{0} scopes and tensors</source>
            <translation>{0} 个作用域和张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <source>{0} not drawn: zoom in</source>
            <translation>{0} 未绘制：请放大</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <source>{0} pile</source>
            <translation>{0} 堆</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <source>{0} piles</source>
            <translation>{0} 堆</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <source>{0} folded</source>
            <translation>已折叠 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <location filename="../../explorer/gui/graph/walked_graph.py" />
            <source>{0} edge</source>
            <translation>{0} 条边</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/graph_view.py" />
            <location filename="../../explorer/gui/graph/walked_graph.py" />
            <source>{0} edges</source>
            <translation>{0} 条边</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/hidden_matches.py" />
            <source> Enter unfolds what hides the best of them.</source>
            <translation>按 Enter 展开遮住最佳匹配项的节点。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/hidden_matches.py" />
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>{0} in {1}</source>
            <translation>{1} 中有 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/hidden_matches.py" />
            <source>{0} in hidden helper nodes</source>
            <translation>隐藏的辅助节点中有 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/hidden_matches.py" />
            <source>{0} outside the part that is shown</source>
            <translation>显示部分之外有 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/hidden_matches.py" />
            <source>{0} folded node</source>
            <translation>{0} 个折叠的节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/hidden_matches.py" />
            <source>{0} folded nodes</source>
            <translation>{0} 个折叠的节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/hidden_matches.py" />
            <source>folded node</source>
            <translation>折叠的节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/hover_card.py" />
            <source>About the node</source>
            <translation>关于节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/legend.py" />
            <source>{0} dimmed</source>
            <translation>{0} 已变暗</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/legend.py" />
            <source>{0} hidden</source>
            <translation>{0} 已隐藏</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/legend.py" />
            <source>everything is shown</source>
            <translation>已显示全部</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/legend.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <location filename="../../explorer/report/graph_outline.py" />
            <location filename="../../explorer/report/graph_svg.py" />
            <location filename="../../explorer/report/node_words.py" />
            <source>slot variable</source>
            <translation>槽变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/legend.py" />
            <source>Legend and filter</source>
            <translation>图例与筛选</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/legend.py" />
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Show all</source>
            <translation>全部显示</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/legend.py" />
            <source>Show all categories</source>
            <translation>显示所有类别</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/legend.py" />
            <source>End the filter</source>
            <translation>结束筛选</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/legend.py" />
            <source>{0} shown</source>
            <translation>{0} 已显示</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/legend.py" />
            <source>{0} alone</source>
            <translation>仅显示{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/legend.py" />
            <source>{0}: {1}, with what is folded away
Click or Space hides it or shows it again; Shift+click or a double click shows it alone.</source>
            <translation>{0}：{1}，包括折叠的内容
单击或按空格键可隐藏或重新显示；按住 Shift 单击或双击可只显示它。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/minimap.py" />
            <source>Overview of the whole graph</source>
            <translation>整个图的概览</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/minimap.py" />
            <source>The whole graph: click or drag to go there, turn the wheel to zoom.
By keyboard: Tab leads here, arrows move by half a view, + and - zoom, 0 shows everything, Esc goes back.</source>
            <translation>整个图：单击或拖动可转到该处，滚动滚轮可缩放。
键盘：Tab 到达此处，方向键移动半个视图，+ 和 - 缩放，0 显示全部，Esc 返回。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/node_card.py" />
            <source>values are</source>
            <translation>值的状态</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/node_card.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <source>Adding up what a node holds</source>
            <translation>正在汇总节点的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/node_card.py" />
            <source>not read yet: {0} take longer than a moment. Choose the node, and the inspector reads them.</source>
            <translation>尚未读取：读取 {0} 需要一些时间。选择该节点后，检查器会读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/node_card.py" />
            <source>Not in this checkpoint: only on the other side.</source>
            <translation>不在此检查点中：只在另一侧。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/node_card.py" />
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <source>Reading statistics…</source>
            <translation>正在读取统计信息…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>Keep</source>
            <translation>保存</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>Keep the note (Ctrl+Enter)</source>
            <translation>保存备注（Ctrl+Enter）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>Delete the note</source>
            <translation>删除备注</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>Leave it as it was (Esc)</source>
            <translation>保持原样（Esc）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>Go there</source>
            <translation>转到</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>Fly to the node (Enter)</source>
            <translation>移至该节点（Enter）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>Edit…</source>
            <translation>编辑…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>Change the note (F2)</source>
            <translation>更改备注（F2）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>Delete the note (Del)</source>
            <translation>删除备注（Del）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>Note on {0}</source>
            <translation>{0} 的备注</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>What you want to remember of this node</source>
            <translation>关于此节点要记住的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>Notes pinned in this directory</source>
            <translation>此目录中的备注</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_dialogs.py" />
            <source>not in this step</source>
            <translation>不在此步中</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/note_keeper.py" />
            <source>Nothing is remembered in this window: notes are gone once the directory is closed.</source>
            <translation>此窗口不保留任何记录：关闭目录后备注就会丢失。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/noted_graph.py" />
            <source>Choose a node first: click one, or press Home for the root.</source>
            <translation>请先选择节点：单击一个节点，或按 Home 选择根节点。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/noted_graph.py" />
            <source>The note on {0} was deleted.</source>
            <translation>已删除 {0} 的备注。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/noted_graph.py" />
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/noted_graph.py" />
            <source>A note needs a path to be found again, and none leads to this node.</source>
            <translation>备注需要路径才能再次找到，而没有路径通向此节点。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/noted_graph.py" />
            <source>About the notes</source>
            <translation>关于备注</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/own_words.py" />
            <source> (inferred from </source>
            <translation>(推断自</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/own_words.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <source>also at</source>
            <translation>也位于</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/own_words.py" />
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <source>slot of</source>
            <translation>所属变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/own_words.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <source>its slots</source>
            <translation>它的槽</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/own_words.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <source>your note</source>
            <translation>您的备注</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/searched_graph.py" />
            <location filename="../../explorer/report/graph_search.py" />
            <source>Searching the graph</source>
            <translation>正在搜索图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/searched_graph.py" />
            <source>The graph could not be searched: {0}</source>
            <translation>无法搜索图：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/searched_graph.py" />
            <source>no match</source>
            <translation>没有匹配项</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/searched_graph.py" />
            <source>no match, {0} near</source>
            <translation>没有匹配项，{0} 个相近</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/searched_graph.py" />
            <source>no match, nearest {0}</source>
            <translation>没有匹配项，最相近的 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/searched_graph.py" />
            <source>match {0}</source>
            <translation>匹配项 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/searched_graph.py" />
            <source>Preparing the search…</source>
            <translation>正在准备搜索…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/searched_graph.py" />
            <source>{0} matches</source>
            <translation>{0} 个匹配项</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>Following the edges</source>
            <translation>正在沿边查找</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>Finding what is reachable</source>
            <translation>正在查找可达的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>Only {0}: {1}, {2} hidden.</source>
            <translation>仅显示 {0}：{1}，隐藏 {2} 个。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>The legend filters everything out.</source>
            <translation>图例筛选掉了所有内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>the root</source>
            <translation>根节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>what is reachable from {0}</source>
            <translation>从 {0} 可达的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>{0} and below</source>
            <translation>{0} 及其下级</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>the chosen nodes</source>
            <translation>所选节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>No variables are stored here; {0} hidden.</source>
            <translation>这里没有存储变量；已隐藏 {0} 个。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>No variables are stored here.</source>
            <translation>这里没有存储变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>the chosen node and below</source>
            <translation>所选节点及其下级</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>Show helpers</source>
            <translation>显示辅助节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>{0} chosen node</source>
            <translation>{0} 个所选节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>{0} chosen nodes</source>
            <translation>{0} 个所选节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shaped_graph.py" />
            <source>chosen node</source>
            <translation>所选节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shapes.py" />
            <location filename="../../explorer/gui/item_models/cell_delegate.py" />
            <location filename="../../explorer/gui/marks.py" />
            <location filename="../../explorer/report/graph_dot.py" />
            <location filename="../../explorer/report/graph_svg.py" />
            <location filename="../../explorer/report/palette.py" />
            <source>rounded square</source>
            <translation>圆角方形</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shapes.py" />
            <location filename="../../explorer/gui/item_models/cell_delegate.py" />
            <location filename="../../explorer/gui/marks.py" />
            <location filename="../../explorer/report/graph_dot.py" />
            <location filename="../../explorer/report/graph_svg.py" />
            <location filename="../../explorer/report/palette.py" />
            <source>small square</source>
            <translation>小方形</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/shapes.py" />
            <location filename="../../explorer/report/graph_dot.py" />
            <location filename="../../explorer/report/graph_svg.py" />
            <location filename="../../explorer/report/palette.py" />
            <source>small circle</source>
            <translation>小圆</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/side_by_side.py" />
            <source>No older step to show beside this one: choose one to compare with.</source>
            <translation>没有可并排显示的旧步：请选择要比较的旧步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/side_by_side.py" />
            <source>Colouring the older graph</source>
            <translation>正在为旧图着色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/side_by_side.py" />
            <source>The {0} side</source>
            <translation>{0}一侧</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/side_by_side.py" />
            <source>Choose an older step…</source>
            <translation>选择旧步…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/side_by_side.py" />
            <source>Object graph of the older step</source>
            <translation>旧步的对象图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/side_by_side.py" />
            <source>Choose an older step to show beside this one</source>
            <translation>选择旧步与此步并排显示</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/side_by_side.py" />
            <source>Opens the list of steps and other directories to compare with</source>
            <translation>打开可供比较的步和其他目录的列表</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/side_by_side.py" />
            <source>by role, as {0} is of the newer</source>
            <translation>按角色着色，因为“{0}”只适用于新的一侧</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/state_bar.py" />
            <source>What is hidden of the graph</source>
            <translation>图中隐藏的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/walked_graph.py" />
            <source>edge {0} of {1}</source>
            <translation>边 {0} / {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/walked_graph.py" />
            <source>Choose a node first: . and , then walk along its further edges.</source>
            <translation>请先选择节点，然后用“.”和“,”沿其其他边移动。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/walked_graph.py" />
            <source>{0} has no edges but those of the tree.</source>
            <translation>{0} 除树的边之外没有其他边。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/walked_graph.py" />
            <source>Back at {0}.</source>
            <translation>已回到 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/graph/walked_graph.py" />
            <source>{0}: {1} besides the tree's (. and ,).</source>
            <translation>{0}：除树的边之外还有 {1}（“.”和“,”）。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>Keyboard</source>
            <translation>键盘</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>About</source>
            <translation>关于</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>Licensed under the Apache License 2.0. Nothing leaves this machine, and nothing is ever written into a directory you open.</source>
            <translation>以 Apache License 2.0 许可。任何内容都不会离开本机，也不会向所打开的目录写入任何内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>Made with Python, Qt (PySide6, LGPL 3), numpy, pyqtgraph, networkx, protobuf and others.</source>
            <translation>使用 Python、Qt (PySide6, LGPL 3)、numpy、pyqtgraph、networkx、protobuf 等制作。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>Left, Right, Home, End, Page Up, Page Down</source>
            <translation>左、右、Home、End、Page Up、Page Down</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>Help pages</source>
            <translation>帮助页面</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>Help text</source>
            <translation>帮助内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>This page is there in English only.</source>
            <translation>本页只有英文版。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>Time axis: move a handle</source>
            <translation>时间轴：移动手柄</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>Tab reaches the handles</source>
            <translation>按 Tab 可到达手柄</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>Time axis: compare with</source>
            <translation>时间轴：比较对象</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>Shift or Ctrl with a click</source>
            <translation>按住 Shift 或 Ctrl 单击</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>A plain click chooses the current step</source>
            <translation>直接单击则选择当前步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>Directory: show, compare with</source>
            <translation>目录：显示、比较</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/help_dialog.py" />
            <source>This page cannot be read: {0}.</source>
            <translation>无法读取此页面：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/brush.py" />
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <location filename="../../explorer/gui/histogram/picture.py" />
            <source>{0} of {1} ({2})</source>
            <translation>{1} 中的 {0}（{2}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/brush.py" />
            <location filename="../../explorer/gui/histogram/picture.py" />
            <location filename="../../explorer/gui/moves/notes.py" />
            <location filename="../../explorer/gui/moves/words.py" />
            <location filename="../../explorer/gui/values/facts.py" />
            <location filename="../../explorer/gui/values/gone.py" />
            <source>{0} to {1}</source>
            <translation>{0} 到 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/brush.py" />
            <source>{0} of {1} finite ({2})</source>
            <translation>{1} 个有限值中的 {0} 个（{2}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/check_menu.py" />
            <source>Nothing to choose</source>
            <translation>没有可选择的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/column_plot.py" />
            <source>no values to draw</source>
            <translation>没有可绘制的值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/curve_plot.py" />
            <source>Curves of statistics over the steps</source>
            <translation>统计量随步变化的曲线</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/curve_plot.py" />
            <location filename="../../explorer/gui/histogram/family_strip.py" />
            <location filename="../../explorer/gui/histogram/history.py" />
            <location filename="../../explorer/gui/variables/variable_source.py" />
            <location filename="../../explorer/report/graph_colours/updates.py" />
            <location filename="../../explorer/analysis/updates/moves.py" />
            <source>no numbers</source>
            <translation>没有数值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/curve_plot.py" />
            <source>value {0}</source>
            <translation>值 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/curve_plot.py" />
            <location filename="../../explorer/gui/histogram/fan_plot.py" />
            <location filename="../../explorer/gui/histogram/picture.py" />
            <source>Not read yet.</source>
            <translation>尚未读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <source>of single values: total variation at least {0} of 1 (every value that changed at all counts)</source>
            <translation>按单个值：总变差至少 {0}（最大为 1；任何有变化的值都计入）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <source>Wasserstein-1: moved {0} on average</source>
            <translation>Wasserstein-1：平均移动 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <source>of single values: total variation {0} of 1 (every value that changed at all counts)</source>
            <translation>按单个值：总变差 {0}（最大为 1；任何有变化的值都计入）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <source>The newer step's shares less the older step's</source>
            <translation>新步的占比减去旧步的占比</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <source>difference, percentage points</source>
            <translation>差值，百分点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <source>total variation of these bars: {0} of 1</source>
            <translation>这些条形的总变差：{0}（最大为 1）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <source>Wasserstein-1: past the range of numbers</source>
            <translation>Wasserstein-1：超出数值范围</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <source>There is one step only: open the directory of a run with several to compare two.</source>
            <translation>只有一步：请打开包含多个步的运行目录，以比较其中两步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <source>No difference in any bin.</source>
            <translation>所有分箱均无差异。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <source>Wasserstein-1: moved {0} on average (exact)</source>
            <translation>Wasserstein-1：平均移动 {0}（精确）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <source>No older step is chosen: choose one with Compare with.</source>
            <translation>未选择旧步：请用“比较对象”选择。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <source>above 0: more in {0}</source>
            <translation>大于 0：{0} 中更多</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <source>below 0: more in {0}</source>
            <translation>小于 0：{0} 中更多</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <source>difference drawn here: {0} percentage points</source>
            <translation>此处绘制的差值：{0} 个百分点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/difference_plot.py" />
            <source>Older and newer are the same step: choose another with Compare with.</source>
            <translation>新旧为同一步：请用“比较对象”选择另一步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/export.py" />
            <source>Make the window smaller and try again.</source>
            <translation>请缩小窗口后重试。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/export_tables.py" />
            <source>Writing the difference</source>
            <translation>正在写入差值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/export_tables.py" />
            <location filename="../../explorer/gui/histogram/several_view.py" />
            <source>gone from disk, remembered</source>
            <translation>已从磁盘删除，仍有记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/export_tables.py" />
            <location filename="../../explorer/gui/variables/table_exports.py" />
            <location filename="../../explorer/report/csv_table.py" />
            <source>Writing {0}</source>
            <translation>正在写入 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/export_tables.py" />
            <source>not read</source>
            <translation>未读取</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/family.py" />
            <source>Looking for slots</source>
            <translation>正在查找槽变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/family_strip.py" />
            <source>Choose {0}</source>
            <translation>选择 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/family_strip.py" />
            <location filename="../../explorer/gui/histogram/labelling.py" />
            <source>gone before it was read</source>
            <translation>读取前已删除</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/family_strip.py" />
            <source>no finite value</source>
            <translation>没有有限值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/family_strip.py" />
            <source>The variable and its slots</source>
            <translation>变量及其槽变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/family_strip.py" />
            <source>with its slots</source>
            <translation>连同其槽变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/family_strip.py" />
            <source>with its variable</source>
            <translation>连同其变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/fan_plot.py" />
            <source>median {0}</source>
            <translation>中位数 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/fan_plot.py" />
            <source>Quantiles over the steps</source>
            <translation>分位数随步的变化</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/fan_plot.py" />
            <source>middle {0}</source>
            <translation>中间 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/fan_plot.py" />
            <source>{0}: {1} to {2}</source>
            <translation>{0}：{1} 到 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/fan_plot.py" />
            <source>± is a sure bound: quantiles come from counted ranges</source>
            <translation>± 为确定的界限：分位数由计数区间得出</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/fan_plot.py" />
            <source>least to largest</source>
            <translation>最小值到最大值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/heat_plot.py" />
            <source>Heat map: steps against values</source>
            <translation>热力图：步与值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/heat_plot.py" />
            <source>the most of its own step</source>
            <translation>该步自身的最大值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/heat_plot.py" />
            <source>{0} values in a cell</source>
            <translation>每格 {0} 个值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/heat_plot.py" />
            <location filename="../../explorer/gui/histogram/ridge_plot.py" />
            <source>{0}, log scale</source>
            <translation>{0}，对数刻度</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/heat_plot.py" />
            <source>{0} values in a cell ({1} of {2})</source>
            <translation>每格 {0} 个值（{2} 的 {1}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/histogram_view.py" />
            <source>Choose a variable in the graph or the table to see how its values moved over the steps.</source>
            <translation>请在图或表格中选择变量，以查看其值随步的变动。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/histogram_view.py" />
            <source>The histograms could not be read: {0}.</source>
            <translation>无法读取直方图：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/histogram_view.py" />
            <source>Histograms over steps</source>
            <translation>各步的直方图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/histogram_view.py" />
            <source>Open a directory with checkpoints to see how its tensors moved.</source>
            <translation>请打开包含检查点的目录，以查看其张量的变动。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/histogram_view.py" />
            <source>Nothing opened yet</source>
            <translation>尚未打开任何内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/history.py" />
            <source>The checkpoint is gone from the disk; it was gone before it was read.</source>
            <translation>检查点已从磁盘删除，且在读取之前就已删除。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/history.py" />
            <source>other shape</source>
            <translation>形状不同</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/history.py" />
            <source>other dtype</source>
            <translation>数据类型不同</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/history.py" />
            <source>other type</source>
            <translation>类型不同</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/history.py" />
            <location filename="../../explorer/gui/inspector/small_value.py" />
            <location filename="../../explorer/gui/session_jobs.py" />
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <location filename="../../explorer/analysis/run_record/remembered_reader.py" />
            <location filename="../../explorer/analysis/self_check.py" />
            <location filename="../../explorer/analysis/statistics.py" />
            <location filename="../../explorer/formats/chunk_stream.py" />
            <location filename="../../explorer/formats/record_walk.py" />
            <location filename="../../explorer/formats/text_blocks.py" />
            <source>Reading {0}</source>
            <translation>正在读取 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/history.py" />
            <source>{0} values have no histogram.</source>
            <translation>{0} 类型的值没有直方图。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/history.py" />
            <source>{0} (gone from disk)</source>
            <translation>{0}（已从磁盘删除）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/history.py" />
            <source>The checkpoint is being written.</source>
            <translation>检查点正在写入。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/history.py" />
            <source>This step does not hold the tensor.</source>
            <translation>此步不包含该张量。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/history.py" />
            <source>The shape is {0} here.</source>
            <translation>此处的形状为 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/history.py" />
            <source>The element type is {0} here.</source>
            <translation>此处的元素类型为 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/labelling.py" />
            <source>of another shape</source>
            <translation>形状不同</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/labelling.py" />
            <source>of another type</source>
            <translation>类型不同</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/labelling.py" />
            <source>without the tensor</source>
            <translation>没有该张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/labelling.py" />
            <source>without numbers</source>
            <translation>没有数值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/labelling.py" />
            <source>gone and never read</source>
            <translation>已删除且从未读取</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/labelling.py" />
            <source>absolute value of {0} ({1})</source>
            <translation>{0} 的绝对值（{1}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/labelling.py" />
            <source>value of {0} ({1})</source>
            <translation>{0} 的值（{1}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/labelling.py" />
            <source>{0} gone from disk, remembered</source>
            <translation>{0} 步已从磁盘删除，仍有记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/labelling.py" />
            <source>NaN or infinities, not in the shapes</source>
            <translation>NaN 或无穷，未计入图形</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/labelling.py" />
            <source>No values: the tensor is empty.</source>
            <translation>没有值：张量为空。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/labelling.py" />
            <source>gone from disk</source>
            <translation>已从磁盘删除</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/labelling.py" />
            <source>No finite value.</source>
            <translation>没有有限值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/legend.py" />
            <source>Legend</source>
            <translation>图例</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/modes.py" />
            <source>Ridges</source>
            <translation>山脊图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/modes.py" />
            <source>One outline a step</source>
            <translation>每步一条轮廓线</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/modes.py" />
            <source>Heat map</source>
            <translation>热力图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/modes.py" />
            <source>Steps sideways, values upwards, the colour tells how many</source>
            <translation>横轴为步，纵轴为值，颜色表示数量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/modes.py" />
            <source>Quantiles</source>
            <translation>分位数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/modes.py" />
            <source>Bands that hold the middle 50, 90 and 98 % of the values, and all of them</source>
            <translation>包含中间 50、90 和 98 % 的值以及所有值的色带</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/modes.py" />
            <source>Curves</source>
            <translation>曲线</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/modes.py" />
            <source>Statistics over the steps: choose which</source>
            <translation>统计量随步的变化：可选择显示哪些</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/modes.py" />
            <source>Several</source>
            <translation>多个</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/modes.py" />
            <source>A small picture of each of several tensors</source>
            <translation>多个张量各一幅小图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/modes.py" />
            <source>Two steps</source>
            <translation>两步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/modes.py" />
            <source>The older step and the newer one laid over each other</source>
            <translation>旧步与新步相互叠加</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/modes.py" />
            <location filename="../../explorer/gui/values/values_bar.py" />
            <location filename="../../explorer/analysis/diff.py" />
            <source>Difference</source>
            <translation>差值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/modes.py" />
            <source>Where the newer step has more values than the older one, and where fewer</source>
            <translation>新步的值比旧步多在何处，少在何处</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/more_menu.py" />
            <location filename="../../explorer/gui/restore/summary_bar.py" />
            <location filename="../../explorer/gui/values/more_actions.py" />
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/more_menu.py" />
            <source>More settings of the picture</source>
            <translation>图片的更多设置</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/overlay_plot.py" />
            <source>Two steps laid over each other</source>
            <translation>两步相互叠加</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/overlay_plot.py" />
            <source>no older step chosen: choose one with Compare with</source>
            <translation>未选择旧步：请用“比较对象”选择</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/overlay_plot.py" />
            <source>values in a bin, log scale</source>
            <translation>每个分箱中的值数，对数刻度</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/overlay_plot.py" />
            <source>values in a bin</source>
            <translation>每个分箱中的值数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/overlay_plot.py" />
            <source>one step only: open the directory of a run with several</source>
            <translation>只有一步：请打开包含多个步的运行目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/overlay_plot.py" />
            <source>no step chosen</source>
            <translation>未选择步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/picture.py" />
            <source>{0}, {1} to {2}</source>
            <translation>{0}，{1} 到 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/picture.py" />
            <source>{0} values ≤ 0 have no place on a log axis</source>
            <translation>{0} 个 ≤ 0 的值无法显示在对数轴上</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/picture.py" />
            <source>{0} finite values</source>
            <translation>{0} 个有限值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/picture.py" />
            <source>absolute value</source>
            <translation>绝对值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/picture.py" />
            <source>neither False nor True</source>
            <translation>既非 False 也非 True</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/plot_base.py" />
            <location filename="../../explorer/report/columns.py" />
            <source>Min</source>
            <translation>最小值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/plot_base.py" />
            <location filename="../../explorer/report/columns.py" />
            <source>Max</source>
            <translation>最大值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/plot_keys.py" />
            <source>{0}: {1} values, {2} to {3}, mean {4}, std {5}</source>
            <translation>{0}：{1} 个值，{2} 到 {3}，均值 {4}，标准差 {5}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/plot_keys.py" />
            <source>past the range of numbers</source>
            <translation>超出数值范围</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/range_row.py" />
            <source>Type both ends, or drag in the picture.</source>
            <translation>输入两端的值，或在图中拖动。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/range_row.py" />
            <source>Enter takes other ends, Esc clears.</source>
            <translation>按 Enter 采用其他端点，按 Esc 清除。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/range_row.py" />
            <source>The ends of a range are numbers, as in -0.1 and 0.1.</source>
            <translation>范围的端点应为数值，例如 -0.1 和 0.1。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/range_row.py" />
            <source>Least value of the range</source>
            <translation>范围的最小值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/range_row.py" />
            <source>Largest value of the range</source>
            <translation>范围的最大值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/range_row.py" />
            <source>Range of values</source>
            <translation>值的范围</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/range_row.py" />
            <source>Share of the values from</source>
            <translation>值的占比，范围从</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/range_row.py" />
            <source>{0}; "-0.1 : 0.1" sets both. Enter shows its share, Esc clears it (R)</source>
            <translation>{0}；输入 "-0.1 : 0.1" 可同时设置两端。按 Enter 显示其占比，按 Esc 清除（R）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/reading.py" />
            <source>Reading histograms</source>
            <translation>正在读取直方图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/ridge_plot.py" />
            <source>height: values in a bin</source>
            <translation>高度：每个分箱中的值数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/ridge_plot.py" />
            <source>Ridges: one histogram a step</source>
            <translation>山脊图：每步一个直方图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/ridge_plot.py" />
            <source>height: values in a bin, each step as tall as its own most</source>
            <translation>高度：每个分箱中的值数，每步按自身最大值定高</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/ridge_plot.py" />
            <source>height: values in a bin, at most {0}</source>
            <translation>高度：每个分箱中的值数，最多 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/scalars.py" />
            <source>The event files could not be read: {0}</source>
            <translation>无法读取事件文件：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/scalars.py" />
            <location filename="../../explorer/gui/timeline/events_source.py" />
            <source>Reading event files</source>
            <translation>正在读取事件文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/scalars.py" />
            <source>This directory has no event files with scalars.</source>
            <translation>此目录没有包含标量的事件文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/scalars.py" />
            <source>no point lies among the steps shown</source>
            <translation>所示各步中没有数据点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/scalars.py" />
            <source>{0} points are NaN or infinite</source>
            <translation>{0} 个点为 NaN 或无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/scalars.py" />
            <location filename="../../explorer/gui/timeline/events_source.py" />
            <source>Reading the event files…</source>
            <translation>正在读取事件文件…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/scalars.py" />
            <source>{0} at step {1}</source>
            <translation>{0}（第 {1} 步）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several.py" />
            <source>The tensors could not be read: {0}</source>
            <translation>无法读取张量：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several.py" />
            <location filename="../../explorer/gui/histogram/several_reading.py" />
            <source>Reading several tensors</source>
            <translation>正在读取多个张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several.py" />
            <source>No tensor belongs to this set: {0}. Choose another with Tensors.</source>
            <translation>没有张量属于此集合：{0}。请用“张量”选择另一个集合。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several.py" />
            <location filename="../../explorer/gui/moves/words.py" />
            <location filename="../../explorer/gui/timeline/odd_steps.py" />
            <location filename="../../explorer/gui/variables/totals.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <location filename="../../explorer/report/graph_colours/colouring.py" />
            <source>{0} tensor</source>
            <translation>{0} 个张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several.py" />
            <source>Looking for tensors…</source>
            <translation>正在查找张量…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several.py" />
            <source>Select several rows in the Variables table, then come back here.</source>
            <translation>请在“变量”表格中选择多行，然后返回此处。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several.py" />
            <source>{0} read</source>
            <translation>已读取 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several.py" />
            <source>{0} of {1} steps drawn</source>
            <translation>已绘制 {1} 步中的 {0} 步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several.py" />
            <location filename="../../explorer/gui/moves/words.py" />
            <source>{0} step</source>
            <translation>{0} 步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several.py" />
            <location filename="../../explorer/gui/histogram/status.py" />
            <location filename="../../explorer/gui/moves/words.py" />
            <location filename="../../explorer/gui/remembering.py" />
            <source>{0} steps</source>
            <translation>{0} 步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several.py" />
            <source>choose more with Tensors (M)</source>
            <translation>可用“张量”选择更多（M）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several.py" />
            <source>! {0} with NaN or infinities</source>
            <translation>! {0} 含有 NaN 或无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several_canvas.py" />
            <source>Small pictures of several tensors</source>
            <translation>多个张量的小图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several_reading.py" />
            <source>Looking for tensors</source>
            <translation>正在查找张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several_view.py" />
            <source>Several tensors</source>
            <translation>多个张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several_words.py" />
            <source>! {0} at {1}</source>
            <translation>! {0}({1})</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several_words.py" />
            <source>No finite value at any step.</source>
            <translation>任何一步都没有有限值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several_words.py" />
            <source>No positive value for a log axis.</source>
            <translation>没有可用于对数轴的正值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several_words.py" />
            <source>Nothing to draw.</source>
            <translation>没有可绘制的内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several_words.py" />
            <source>at {0}: {1} to {2}</source>
            <translation>{0}：{1} 到 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/several_words.py" />
            <source>absolute values</source>
            <translation>绝对值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/share_row.py" />
            <source>the band: at least and at most, where the range cuts counted ranges</source>
            <translation>色带：范围切分计数区间时的最小和最大占比</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/share_row.py" />
            <source>share of absolute values in {0}</source>
            <translation>{0} 内绝对值的占比</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/share_row.py" />
            <source>share of values in {0}</source>
            <translation>{0} 内值的占比</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/share_row.py" />
            <source>Esc clears</source>
            <translation>按 Esc 清除</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/starting.py" />
            <source>Text has no histogram. The Values tab shows the strings.</source>
            <translation>文本没有直方图。“值”选项卡会显示字符串。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/starting.py" />
            <source>A variant is an object TensorFlow wrote in its own form (a dataset iterator, a list of tensors): there are no numbers to count.</source>
            <translation>variant 是 TensorFlow 以自有形式写入的对象（数据集迭代器、张量列表）：没有可计数的数值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/starting.py" />
            <source>The element type is not known to this program, so its bytes cannot be read as numbers.</source>
            <translation>本程序不识别该元素类型，因此无法将其字节读取为数值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/starting.py" />
            <source>The tensor is empty: its shape is {0}, so there is nothing to count.</source>
            <translation>张量为空：其形状为 {0}，没有可计数的内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/statistic_curves.py" />
            <source>share of finite values in %</source>
            <translation>有限值的占比（%）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/statistic_curves.py" />
            <source>number of values</source>
            <translation>值的数量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/statistic_curves.py" />
            <source>the largest finite value</source>
            <translation>最大的有限值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/statistic_curves.py" />
            <source>the least finite value</source>
            <translation>最小的有限值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/statistic_curves.py" />
            <source>standard deviation</source>
            <translation>标准差</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/statistic_curves.py" />
            <source>root mean square</source>
            <translation>均方根</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/statistic_curves.py" />
            <source>norm (L2) over the root of the count</source>
            <translation>范数（L2） 除以数量的平方根</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/statistic_curves.py" />
            <source>sum of the sizes</source>
            <translation>绝对值之和</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/statistic_curves.py" />
            <source>the norm: root of the sum of squares</source>
            <translation>范数：平方和的平方根</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/statistic_curves.py" />
            <source>share of finite values that are 0</source>
            <translation>等于 0 的有限值的占比</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/statistic_curves.py" />
            <source>too small for full precision</source>
            <translation>过小而无法保持全精度</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/statistic_curves.py" />
            <source>of both signs</source>
            <translation>包括正无穷和负无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/statistic_curves.py" />
            <source>different values; known for small tensors and narrow types</source>
            <translation>不同值的数量；适用于小张量和窄类型</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>heights of {0} to within a bucket, counts under the cursor exact</source>
            <translation>{0}的高度精确到一个桶，光标处的计数精确</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>{0} in {1} steps, at most {2}</source>
            <translation>{1} 步出现 {0}，最多 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>most values lie close together: V for a log axis</source>
            <translation>大多数值彼此接近：按 V 切换到对数轴</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>exact counts</source>
            <translation>精确计数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>{0} of {1} steps read</source>
            <translation>已读取 {1} 步中的 {0} 步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>{0} ({1} gone from disk, remembered)</source>
            <translation>{0}（{1} 步已从磁盘删除，仍有记录）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>{0} gone</source>
            <translation>{0} 步已删除</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>{0} drawn</source>
            <translation>已绘制 {0} 步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>complex: absolute values</source>
            <translation>复数：绝对值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>one value a step has curves only</source>
            <translation>每步只有一个值时仅有曲线</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>one step only: open the directory of a run with several to see changes</source>
            <translation>只有一步：请打开包含多个步的运行目录以查看变化</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <location filename="../../explorer/gui/moves/notes.py" />
            <source>{0} at {1}</source>
            <translation>{0}({1})</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>exact values</source>
            <translation>精确值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>exact, the median to within 1/128 of the values beside it</source>
            <translation>精确值，中位数精确到相邻值的 1/128 以内</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>exact quantiles</source>
            <translation>精确分位数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>ends exact, quantiles to within 1/128 of the values beside them</source>
            <translation>端点精确，分位数精确到相邻值的 1/128 以内</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>1 step differs or cannot be read</source>
            <translation>1 步不同或无法读取</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/status.py" />
            <source>{0} steps differ or cannot be read</source>
            <translation>{0} 步不同或无法读取</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/step_axis.py" />
            <source>evenly spaced</source>
            <translation>等间距</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/step_axis.py" />
            <source>evenly spaced: the numbers do not ascend</source>
            <translation>等间距：编号并非递增</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/step_axis.py" />
            <location filename="../../explorer/gui/timeline/axis.py" />
            <location filename="../../explorer/gui/timeline/words.py" />
            <source>save number</source>
            <translation>保存序号</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/step_axis.py" />
            <location filename="../../explorer/gui/timeline/axis.py" />
            <location filename="../../explorer/gui/timeline/words.py" />
            <source>wall time</source>
            <translation>实际时间</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/step_axis.py" />
            <source>{0} since the first save shown</source>
            <translation>自显示的首次保存以来的{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/step_strip.py" />
            <source>Curves over the same steps</source>
            <translation>相同各步上的曲线</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/step_strip.py" />
            <location filename="../../explorer/gui/timeline/loss_curve.py" />
            <source>between {0} and {1}</source>
            <translation>介于 {0} 和 {1} 之间</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/tensor_sets.py" />
            <source>same name</source>
            <translation>同名</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/tensor_sets.py" />
            <source>The layer of this tensor, with slots</source>
            <translation>此张量所在的层，包括槽变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/tensor_sets.py" />
            <source>All kernels (variables of two dimensions or more)</source>
            <translation>所有核（两维或更多维的变量）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/tensor_sets.py" />
            <source>All variables of this name</source>
            <translation>所有同名变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/tensor_sets.py" />
            <source>Those selected in the Variables table</source>
            <translation>“变量”表格中选中的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/tensor_sets.py" />
            <source>All variables without slots</source>
            <translation>所有变量，不含槽变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Values linear</source>
            <translation>值：线性</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Values log</source>
            <translation>值：对数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Values symlog</source>
            <translation>值：对称对数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Each step as tall as its own tallest bin, not the run's (O)</source>
            <translation>每步按自身最高的分箱定高，而非按整个运行（O）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Share of a range of values over the steps: drag across the picture, or type the range (R)</source>
            <translation>某一值范围在各步的占比：在图中拖动，或输入范围（R）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>All small pictures on one value axis, or each on its own (C)</source>
            <translation>所有小图共用一个值轴，或各用各的（C）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Kind of picture</source>
            <translation>图片类型</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Which picture is drawn (1 to 7)</source>
            <translation>绘制哪种图片（1 到 7）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Value axis</source>
            <translation>值轴</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>How values lie on their axis (V)</source>
            <translation>值在坐标轴上的分布方式（V）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Step axis</source>
            <translation>步轴</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Where the steps stand (T)</source>
            <translation>各步的位置（T）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Log counts</source>
            <translation>对数计数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Rare values become visible (L)</source>
            <translation>使少见的值可见（L）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Own heights</source>
            <translation>各自定高</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Range</source>
            <translation>范围</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Statistics</source>
            <translation>统计量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Which curves are drawn (S)</source>
            <translation>绘制哪些曲线（S）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Tensors</source>
            <translation>张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Which tensors are shown (M)</source>
            <translation>显示哪些张量（M）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Common axis</source>
            <translation>共用坐标轴</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Scalars</source>
            <translation>标量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Scalars of the event files over the same steps (E)</source>
            <translation>相同各步上事件文件的标量（E）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Heights and axes of this picture (Shift+M)</source>
            <translation>此图片的高度和坐标轴（Shift+M）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/toolbar.py" />
            <source>Share of a range of values</source>
            <translation>某一值范围的占比</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/value_scale.py" />
            <source>symmetric log</source>
            <translation>对称对数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/view_exports.py" />
            <location filename="../../explorer/gui/values/view_exports.py" />
            <source>Picture as PNG</source>
            <translation>将图片导出为 PNG</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/view_exports.py" />
            <location filename="../../explorer/gui/values/view_exports.py" />
            <source>Picture as SVG</source>
            <translation>将图片导出为 SVG</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/view_exports.py" />
            <source>Counts over steps as CSV</source>
            <translation>将各步的计数导出为 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/view_exports.py" />
            <source>Statistics over steps as CSV</source>
            <translation>将各步的统计量导出为 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/view_exports.py" />
            <source>Counts of all tensors as CSV</source>
            <translation>将所有张量的计数导出为 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/view_exports.py" />
            <source>Statistics of all tensors as CSV</source>
            <translation>将所有张量的统计量导出为 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/view_exports.py" />
            <source>Quantiles over steps as CSV</source>
            <translation>将各步的分位数导出为 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/view_exports.py" />
            <source>Difference as CSV</source>
            <translation>将差值导出为 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/view_exports.py" />
            <source>Share of the range over steps as CSV</source>
            <translation>将该范围在各步的占比导出为 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/histogram/view_exports.py" />
            <source>Counts of both steps as CSV</source>
            <translation>将两步的计数导出为 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>Reads the whole tensor and takes its singular values (Space, when it has the focus)</source>
            <translation>读取整个张量并计算其奇异值（获得焦点时按空格键）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>! NaN or infinities in it {0}{1}.</source>
            <translation>! {0} 含有 NaN 或无穷{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>Working out the optimizer's step</source>
            <translation>正在推算优化器的更新</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>Measuring the effective rank</source>
            <translation>正在测量有效秩</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>Last step of the optimizer</source>
            <translation>优化器的最后一次更新</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>Reads the variable and its slots (Space, when it has the focus)</source>
            <translation>读取变量及其槽变量（获得焦点时按空格键）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>Norm of what was added to the variable, over its norm</source>
            <translation>加到变量上的量的范数，除以变量的范数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>The largest step of one element</source>
            <translation>单个元素的最大更新量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>Effective rank</source>
            <translation>有效秩</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>; {0} is sound</source>
            <translation>；{0} 正常</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <location filename="../../explorer/gui/moves/notes.py" />
            <location filename="../../explorer/gui/moves/rows.py" />
            <source>at {0}</source>
            <translation>在 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>Work it out</source>
            <translation>推算</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>Working it out from the slots…</source>
            <translation>正在根据槽变量推算…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>Measuring… {0}</source>
            <translation>正在测量… {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>Measure the effective rank</source>
            <translation>测量有效秩</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>exp of the entropy of the singular values: how many directions the matrix uses</source>
            <translation>奇异值的熵的指数：矩阵使用了多少个方向</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>‖W‖² (Frobenius) over the largest singular value squared</source>
            <translation>‖W‖²（Frobenius）除以最大奇异值的平方</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>It cannot be told.</source>
            <translation>无法得知。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/asked_facts.py" />
            <source>Not in the checkpoint: the defaults of the optimizer's class were taken</source>
            <translation>不在检查点中：采用了优化器类的默认值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <source>Norm of the difference over the norm of the older value</source>
            <translation>差值的范数除以旧值的范数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <source>Cosine of the angle between both values as vectors; 1 is the same direction</source>
            <translation>将两值视为向量时夹角的余弦；1 表示方向相同</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <source>Since {0}</source>
            <translation>自 {0} 以来</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <source>nothing: it has no elements</source>
            <translation>无：没有元素</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <source>= unchanged, bit for bit</source>
            <translation>= 未改变，逐位相同</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <source>Largest change of one value</source>
            <translation>单个值的最大变化</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <source>Comparing…</source>
            <translation>正在比较…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <source>Every element has the same bits in both checkpoints</source>
            <translation>两个检查点中每个元素的位都相同</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <source>Elements that changed their sign; from or to zero is no flip</source>
            <translation>符号发生变化的元素；变为零或由零变来的不算</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <source>NaN or infinite in one of the two steps: the numbers above are over the others</source>
            <translation>两步之一为 NaN 或无穷：上面的数值只统计其余元素</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/change_facts.py" />
            <source>It cannot be compared: its values cannot be read.</source>
            <translation>无法比较：其值无法读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/checkpoint_page.py" />
            <source>tensor bundle (V2)</source>
            <translation>张量包（V2）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/checkpoint_page.py" />
            <source>first format (V1)</source>
            <translation>最初格式（V1）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/checkpoint_page.py" />
            <source>Keras archive (.keras)</source>
            <translation>Keras 归档（.keras）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/checkpoint_page.py" />
            <source>By role</source>
            <translation>按角色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/checkpoint_page.py" />
            <source>Choose a variable in any view to see its values.</source>
            <translation>请在任一视图中选择变量以查看其值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/checkpoint_page.py" />
            <source>It stores no value of its own.</source>
            <translation>它自身不存储值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/checkpoint_page.py" />
            <source>data files</source>
            <translation>数据文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/checkpoint_page.py" />
            <source>Signatures</source>
            <translation>签名</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/checkpoint_page.py" />
            <source>This step does not hold it: only the older step does, or the model it is checked against.</source>
            <translation>此步不包含它：只有旧步或所检查的目标模型包含它。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/checkpoint_page.py" />
            <source>Its path stands below the graph; D shows what is known of it.</source>
            <translation>其路径显示在图的下方；按 D 显示其已知信息。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/checkpoint_page.py" />
            <location filename="../../explorer/gui/restore/verdict_tree.py" />
            <location filename="../../explorer/gui/variables/scope_tree.py" />
            <source>Scope</source>
            <translation>作用域</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/checkpoint_page.py" />
            <source>How often Checkpoint.save ran; not a step</source>
            <translation>Checkpoint.save 的运行次数；不是步数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/inspector.py" />
            <source>Reading a value</source>
            <translation>正在读取值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/inspector.py" />
            <source>{0} holds no tensor of this key.</source>
            <translation>{0} 不包含此键的张量。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/inspector.py" />
            <source>Into {0}</source>
            <translation>恢复到 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/inspector.py" />
            <source>{0} holds it: {1}, {2}.</source>
            <translation>{0} 包含它：{1}，{2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/inspector.py" />
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Opening {0}…</source>
            <translation>正在打开 {0}…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/inspector.py" />
            <source>Open a directory; what you choose in any view is explained here.</source>
            <translation>请打开目录；在任一视图中选择的内容都会在此说明。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/inspector.py" />
            <source>What you choose in any view is explained here.</source>
            <translation>在任一视图中选择的内容都会在此说明。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/parts.py" />
            <source>role {0} {1} {2}</source>
            <translation>角色 {0} {1} {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/parts.py" />
            <source>Histogram of the values</source>
            <translation>值的直方图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/restore_facts.py" />
            <source>does not have it</source>
            <translation>没有</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/restore_facts.py" />
            <location filename="../../explorer/gui/item_models/table_view.py" />
            <source>Show in Restore</source>
            <translation>在“恢复”中显示</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/restore_facts.py" />
            <source>Show this variable in the Restore view</source>
            <translation>在“恢复”视图中显示此变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <source>of its block</source>
            <translation>属于所在的块</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <source>none in this format</source>
            <translation>此格式没有</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <source>of the archive</source>
            <translation>属于整个归档</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <source>shard {0} of {1}, at {2}</source>
            <translation>分片 {0} / {1}，偏移 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <source>too many values</source>
            <translation>值过多</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <source>{0} slices in {1} of {2} shards</source>
            <translation>{0} 个切片，位于 {2} 个分片中的 {1} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <source>Slot variable</source>
            <translation>槽变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <source>✗ does not fit</source>
            <translation>✗ 不匹配</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <source>Its values cannot be read.</source>
            <translation>其值无法读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <source>It is empty: a dimension is 0.</source>
            <translation>它为空：有一个维度为 0。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <source>{0} of dtype {1}: no numbers, no statistics.</source>
            <translation>{0}，dtype 为 {1}：没有数值，没有统计信息。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <source>min, max</source>
            <translation>最小值、最大值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <source>None of its values is finite.</source>
            <translation>没有任何值是有限值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <location filename="../../explorer/report/columns.py" />
            <source>Square root of the sum of squares</source>
            <translation>平方和的平方根</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <source>✓ verified while it was there</source>
            <translation>✓ 存在时已校验</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/inspector/variable_page.py" />
            <source>not verified yet</source>
            <translation>尚未校验</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/item_models/record_table.py" />
            <location filename="../../explorer/gui/item_models/table_menu.py" />
            <location filename="../../explorer/gui/values/axis_bar.py" />
            <source>Columns</source>
            <translation>列</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/item_models/table_menu.py" />
            <source>Choose the columns shown</source>
            <translation>选择显示的列</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/item_models/table_menu.py" />
            <source>{0}. A right click on the table's header does the same.</source>
            <translation>{0}。右键单击表头也可以。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/item_models/table_menu.py" />
            <source>Reset columns</source>
            <translation>重置列</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/item_models/table_menu.py" />
            <source>Copy as CSV</source>
            <translation>复制为 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/item_models/table_menu.py" />
            <source>Copy as Markdown</source>
            <translation>复制为 Markdown</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/item_models/table_menu.py" />
            <source>Copy keys</source>
            <translation>复制键</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/item_models/table_menu.py" />
            <source>Copy as Python</source>
            <translation>复制为 Python</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/item_models/table_parts.py" />
            <source>Filter the rows</source>
            <translation>筛选行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/item_models/table_parts.py" />
            <source>Filter:  {0}</source>
            <translation>筛选： {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/item_models/table_parts.py" />
            <source>Rows that have all the words are shown. role:slot looks in one column, -bias leaves rows out, "two words" are kept together. Esc clears.</source>
            <translation>显示包含所有词的行。role:slot 只在一列中查找，-bias 排除行，"two words" 视为整体。按 Esc 清除。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/item_models/table_parts.py" />
            <source>Show only {0}: {1} rows</source>
            <translation>仅显示“{0}”：{1} 行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/language.py" />
            <location filename="../../explorer/gui/settings_dialog/look_page.py" />
            <source>As the system has it</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/looking.py" />
            <source>Looking for changes</source>
            <translation>正在查找变化</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/main_window.py" />
            <source>What was read stays on show. </source>
            <translation>已读取的内容仍会显示。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/main_window.py" />
            <source>The window goes on by itself when the directory is back.</source>
            <translation>目录恢复后，窗口会自动继续。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/main_window.py" />
            <source>Reload reads the directory when it is back.</source>
            <translation>目录恢复后，用“重新加载”读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/main_window.py" />
            <location filename="../../explorer/gui/welcome.py" />
            <source>Checkpoint Explorer</source>
            <translation>Checkpoint Explorer</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/main_window.py" />
            <source>Something in the window failed</source>
            <translation>窗口中发生故障</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/main_window.py" />
            <source>Show report</source>
            <translation>显示报告</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/main_window.py" />
            <source>This view shows no differences; Compare and Restore do.</source>
            <translation>此视图不显示差异；请使用“比较”和“恢复”。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/main_window.py" />
            <source>{0} — Checkpoint Explorer</source>
            <translation>{0} — Checkpoint Explorer</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/main_window.py" />
            <location filename="../../explorer/gui/toolbar.py" />
            <source>Reload</source>
            <translation>重新加载</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/knowledge.py" />
            <source>Looking at what moved</source>
            <translation>正在查看变动</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_csv.py" />
            <source>The older value is all zero: there is no relative change.</source>
            <translation>旧值全为零：没有相对变化。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_csv.py" />
            <source>Writing what moved</source>
            <translation>正在写入变动</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <source>The steps could not be looked at: {0}</source>
            <translation>无法查看各步：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <source>There is nothing to look at.</source>
            <translation>没有可查看的内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <source>Still comparing the steps: rows come as soon as they are known.</source>
            <translation>仍在比较各步：有结果后即显示行。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <source>Not known: looking was stopped. “Go on” looks further.</source>
            <translation>未知：查看已停止。按“继续”可接着查看。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <source>Choose a row and press Enter to see its variable and its two steps in the window.</source>
            <translation>选择一行并按 Enter，即可在窗口中查看其变量和两步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <source>Changes of all steps (CSV)</source>
            <translation>所有步的变化（CSV）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <source>Go on</source>
            <translation>继续</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>Stop looking; what is known stays on show</source>
            <translation>停止查看；已知的内容仍会显示</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <source>Look at what is not known yet</source>
            <translation>查看尚未知晓的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <source>No directory is open: open one with Ctrl+O.</source>
            <translation>没有打开目录：请用 Ctrl+O 打开。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <source>No step of this directory can be read.</source>
            <translation>此目录中没有可读取的步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <source>Nothing moved between the steps looked at.</source>
            <translation>所查看的各步之间没有任何变动。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <source>Everything shown moved at some step.</source>
            <translation>所示的一切都在某一步有变动。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <source>No NaN and no infinity was found.</source>
            <translation>没有发现 NaN 或无穷。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <location filename="../../explorer/gui/moves/words.py" />
            <source>Looking at the steps…</source>
            <translation>正在查看各步…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_dialog.py" />
            <source>Nothing was looked at yet.</source>
            <translation>尚未查看任何内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>Moved &amp;most</source>
            <translation>变动最大(&amp;M)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>&amp;Never moved, or stopped</source>
            <translation>从未变动或已停止(&amp;N)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>N&amp;aN and infinities</source>
            <translation>NaN 和无穷(&amp;A)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>Tensors that moved</source>
            <translation>有变动的张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>Tensors that did not move</source>
            <translation>没有变动的张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>Tensors with NaN or infinities</source>
            <translation>含有 NaN 或无穷的张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>Show in the window</source>
            <translation>在窗口中显示</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>Choose the variable and the two steps in the window (Enter)</source>
            <translation>在窗口中选择变量和两步（Enter）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>Write every change of every step as CSV</source>
            <translation>将每一步的每个变化写入 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>What moved over the run</source>
            <translation>运行期间的变动</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>Which family of checkpoints</source>
            <translation>哪个检查点系列</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>Which family of checkpoints is looked at</source>
            <translation>查看哪个检查点系列</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>&amp;Slots and counters too</source>
            <translation>包括槽变量和计数器(&amp;S)</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>Show optimizer slots, counters and settings beside the variables (Alt+S)</source>
            <translation>除变量外还显示优化器的槽变量、计数器和设置（Alt+S）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>Looked at so far</source>
            <translation>目前已查看</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/moves_parts.py" />
            <source>What moved, what did not, what is not finite</source>
            <translation>哪些有变动，哪些没有，哪些非有限</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/notes.py" />
            <source>measured {0} of {1} pairs; the largest may be elsewhere</source>
            <translation>已测量 {1} 对中的 {0} 对；最大值可能在别处</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/notes.py" />
            <location filename="../../explorer/report/restore_text.py" />
            <location filename="../../explorer/analysis/restoring/causes/words.py" />
            <source>{0} and {1}</source>
            <translation>{0} 和 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/notes.py" />
            <source>measured none of {0} pairs: how far it moved is not known</source>
            <translation>{0} 对均未测量：变动幅度未知</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/notes.py" />
            <source>between {0}</source>
            <translation>在 {0} 之间</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/notes.py" />
            <source>the older value is all zero {0}</source>
            <translation>{0} 旧值全为零</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/notes.py" />
            <source>{0}s {1} to {2}</source>
            <translation>第 {1} 到 {2} {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/notes.py" />
            <location filename="../../explorer/analysis/restoring/causes/words.py" />
            <source>{0} and {1} more</source>
            <translation>{0} 及另外 {1} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/notes.py" />
            <source>from {0} on</source>
            <translation>从 {0} 起</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/notes.py" />
            <source>{0} times more</source>
            <translation>另有 {0} 次</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/notes.py" />
            <source>the shape changed {0}</source>
            <translation>形状变化：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/notes.py" />
            <source>at {0}, the last one</source>
            <translation>在 {0}（最后一步）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/notes.py" />
            <source>{0} as far as known</source>
            <translation>{0}（就目前所知）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/notes.py" />
            <source>absent at {0}</source>
            <translation>不存在于 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/notes.py" />
            <source>{0} (finite again at {1})</source>
            <translation>{0}（{1} 恢复为有限值）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/notes.py" />
            <location filename="../../explorer/gui/variables/variable_source.py" />
            <source>{0} only</source>
            <translation>仅 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/rows.py" />
            <source>never moved</source>
            <translation>从未变动</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/rows.py" />
            <source>first of all</source>
            <translation>最先出现</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/rows.py" />
            <source>from the first step on</source>
            <translation>从第一步起</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/rows.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <location filename="../../explorer/analysis/updates/kinds.py" />
            <source>not finite</source>
            <translation>非有限</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/rows.py" />
            <source>counter or setting</source>
            <translation>计数器或设置</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/rows.py" />
            <source>state, not trained</source>
            <translation>状态，未经训练</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/rows.py" />
            <source>empty tensor</source>
            <translation>空张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/rows.py" />
            <source>NaN or Inf only</source>
            <translation>仅 NaN 或 Inf</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/rows.py" />
            <source>optimizer slot</source>
            <translation>优化器槽变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/rows.py" />
            <source>not finite {0}</source>
            <translation>{0} 非有限</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/rows.py" />
            <source>not since {0}</source>
            <translation>自 {0} 起未变动</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/rows.py" />
            <source> It holds NaN or infinities from the first step on.</source>
            <translation>从第一步起就含有 NaN 或无穷。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>from all zero</source>
            <translation>从全零</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <location filename="../../explorer/report/graph_colours/__init__.py" />
            <source>Kind</source>
            <translation>类别</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>What the tensor is for, by its role and its name</source>
            <translation>张量的用途，依据其角色和名称</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Size of update</source>
            <translation>更新幅度</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Mean ‖Δ‖/‖w‖ from step to step, beside the largest of the rows</source>
            <translation>逐步 ‖Δ‖/‖w‖ 的均值，相对于各行中的最大值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Mean of ‖Δ‖/‖w‖ over the measured pairs of neighbouring steps</source>
            <translation>已测量的相邻步对的 ‖Δ‖/‖w‖ 均值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Largest</source>
            <translation>最大</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>The largest measured ‖Δ‖/‖w‖ between two neighbouring steps</source>
            <translation>相邻两步之间测得的最大 ‖Δ‖/‖w‖</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Largest between</source>
            <translation>最大变动区间</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>The two steps between which it moved most</source>
            <translation>变动最大的两步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Most flipped at once %</source>
            <translation>单次变号最多 %</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>The largest percentage of signs that changed from one step to the next</source>
            <translation>从一步到下一步符号发生变化的最大百分比</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Across deleted steps</source>
            <translation>跨越已删除的步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>The largest ‖Δ‖/‖w‖ from one side of deleted steps to the other: several steps at once, so in neither mean nor largest</source>
            <translation>从已删除步的一侧到另一侧的最大 ‖Δ‖/‖w‖：一次跨越多步，因此不计入均值和最大值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Measured</source>
            <translation>已测量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Of how many pairs of neighbouring steps the change is known</source>
            <translation>在多少对相邻步中变化已知</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>What the numbers leave out, whether it stopped, or became NaN</source>
            <translation>数值未计入的内容，是否已停止或变为 NaN</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Whether it looks like an accident</source>
            <translation>是否像是意外</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Last moved</source>
            <translation>最后变动</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>The last step up to which it moved</source>
            <translation>最后一次变动到哪一步为止</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>What to think of it</source>
            <translation>如何看待</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Why it may be meant, or may not</source>
            <translation>为什么可能是有意的，或可能不是</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Not finite</source>
            <translation>非有限</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Whether it is among the first, came later, or was always so</source>
            <translation>是最先出现、较晚出现还是一直如此</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>At which steps</source>
            <translation>在哪些步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>The steps at which it is not finite</source>
            <translation>非有限的各步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>First seen at</source>
            <translation>首次出现于</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>The first step with NaN or infinities in it</source>
            <translation>第一个含有 NaN 或无穷的步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>Last sound step</source>
            <translation>最后正常的步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/sources.py" />
            <source>The step before, which has none</source>
            <translation>其前一步，不含 NaN 或无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>Measured {0} of {1} pairs of steps for {2}</source>
            <translation>对{2}测量了 {1} 对步中的 {0} 对</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>{0} {1}: the largest change may be elsewhere.</source>
            <translation>{0}{1}：最大的变化可能在别处。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>{0} of {1}: {2} to {3}.</source>
            <translation>{1} 的 {0}：{2} 到 {3}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source> NaN was searched for; {0} were read for it.</source>
            <translation>查找了 NaN；为此读取了 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>Measured none of {0} pairs of steps for {1}.</source>
            <translation>对{1}，{0} 对步均未测量。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>No weight moved so far: {0}, all unchanged.</source>
            <translation>到目前为止没有权重变动：{0}，均未改变。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>{0}: frozen, on purpose or by accident</source>
            <translation>{0}：有意或意外冻结</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>All {0} moved, but {1} stopped before the end.</source>
            <translation>所有 {0} 都有变动，但其中 {1} 个在结束前停止。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>NaN or infinities first appear at {0}, in {1}</source>
            <translation>NaN 或无穷首次出现在 {0}，涉及 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>{0} tensors hold NaN or infinities from the first step there is on ({1}).</source>
            <translation>{0} 个张量从现存的第一步（{1}）起就含有 NaN 或无穷。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>Every value that was looked at is finite.</source>
            <translation>所查看的每个值都是有限值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>{0} of {1}.</source>
            <translation>{1} 的 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source> Where steps were deleted before they were measured, the steps on either side are compared, as a pair of their own.</source>
            <translation>若有步在测量之前已被删除，则将其前后的步作为单独的一对进行比较。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source> {0} of them deleted from disk and remembered.</source>
            <translation>其中 {0} 步已从磁盘删除，仍有记录。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>{0} Every value of every step was looked at, or has the checksum of one that was.</source>
            <translation>{0}每一步的每个值都已查看，或与已查看的值校验和相同。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source> NaN was searched for by halving the steps; {0} were read for it.</source>
            <translation>通过逐次折半各步查找了 NaN；为此读取了 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <location filename="../../explorer/analysis/updates/unhealthy.py" />
            <source> Not every step was read: it is assumed that NaN stays once it is there.</source>
            <translation>并非每一步都已读取：假定 NaN 一旦出现就一直存在。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source> {0} could not be read: {1}</source>
            <translation>{0} 无法读取：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>{0} weights</source>
            <translation>{0} 个权重</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>{0} so far</source>
            <translation>到目前为止 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>No step of this run can be read.</source>
            <translation>此运行中没有可读取的步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>There is one step only ({0}): nothing to compare it with.</source>
            <translation>只有一步（{0}）：没有可比较的对象。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>No weight can be compared between any two steps.</source>
            <translation>任意两步之间都没有可比较的权重。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>No weight moved between any two steps: {0}, all unchanged.</source>
            <translation>任意两步之间都没有权重变动：{0}，均未改变。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>{0} of {1} never moved</source>
            <translation>{1} 中有 {0} 个从未变动</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>{0} of these hold NaN or infinities from the first step on</source>
            <translation>其中 {0} 个从第一步起就含有 NaN 或无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>{0} of {1} moved</source>
            <translation>{1} 中有 {0} 个有变动</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>The only weight moved</source>
            <translation>唯一的权重有变动</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>All {0} moved</source>
            <translation>所有 {0} 都有变动</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>{0} (last sound step: {1})</source>
            <translation>{0}（最后正常的步：{1}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>{0} more have them from the first step on</source>
            <translation>另有 {0} 个从第一步起就有</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>1 tensor holds NaN or infinities from the first step there is on ({0}).</source>
            <translation>1 个张量从现存的第一步（{0}）起就含有 NaN 或无穷。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>Every value is finite at all {0} steps.</source>
            <translation>全部 {0} 步中每个值都是有限值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>Every value is finite.</source>
            <translation>每个值都是有限值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>1 of these holds NaN or infinities from the first step on</source>
            <translation>其中 1 个从第一步起就含有 NaN 或无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/moves/words.py" />
            <source>1 more has them from the first step on</source>
            <translation>另有 1 个从第一步起就有</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/nearby.py" />
            <location filename="../../explorer/gui/target_menu.py" />
            <source>Looking beside the directory</source>
            <translation>正在查看相邻的目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/no_checkpoints.py" />
            <source>A checkpoint is an .index file with its .data files, a V1 file, a SavedModel folder, or an .h5 or .keras file. None of them lies here.</source>
            <translation>检查点可以是带有 .data 文件的 .index 文件、V1 文件、SavedModel 文件夹，或 .h5、.keras 文件。这里没有任何一种。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/no_checkpoints.py" />
            <source>{0}{1} One that is saved here while the directory is followed appears by itself.</source>
            <translation>{0}{1}跟踪目录期间，保存到这里的检查点会自动出现。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/no_checkpoints.py" />
            <source>The checkpoint file names {0} {1} gone. </source>
            <translation>checkpoint 文件列出了 {0} {1}，但已不存在。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/no_checkpoints.py" />
            <source>{0}One of its folders holds some. Open it:</source>
            <translation>{0}它的一个文件夹中有检查点。打开它：</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/no_checkpoints.py" />
            <source>{0}{1} of its folders hold some. Open one of them:</source>
            <translation>{0}它的 {1} 个文件夹中有检查点。打开其中一个：</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/no_checkpoints.py" />
            <source>Open another directory…</source>
            <translation>打开另一个目录…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/no_checkpoints.py" />
            <source>Open the parent directory</source>
            <translation>打开上级目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/no_checkpoints.py" />
            <source>checkpoint that is</source>
            <translation>个检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/no_checkpoints.py" />
            <source>checkpoints that are</source>
            <translation>个检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/no_checkpoints.py" />
            <source>No checkpoints</source>
            <translation>没有检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/no_checkpoints.py" />
            <source>No checkpoint lies in {0}/{1}</source>
            <translation>{0}/{1}中没有检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/no_checkpoints.py" />
            <source>{0} more are listed in the panel at the left.</source>
            <translation>左侧面板中还列出了 {0} 个。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/no_checkpoints.py" />
            <source>Open {0}, which holds {1}</source>
            <translation>打开 {0}，其中包含 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/opening.py" />
            <location filename="../../explorer/gui/session_jobs.py" />
            <source>Reading the directory</source>
            <translation>正在读取目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/opening.py" />
            <source>there is no such file or directory</source>
            <translation>没有这样的文件或目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/opening.py" />
            <source>Open the directory it lies in, or a file like model.ckpt-200.index.</source>
            <translation>请打开它所在的目录，或 model.ckpt-200.index 这样的文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/opening.py" />
            <source>Check the path, or open another one.</source>
            <translation>请检查路径，或打开其他路径。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/pointing.py" />
            <source>Choose the target: a directory of checkpoints</source>
            <translation>选择目标：包含检查点的目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/pointing.py" />
            <source>Compare with a directory of checkpoints</source>
            <translation>与包含检查点的目录比较</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/pointing.py" />
            <source>Compare with a checkpoint by one of its files</source>
            <translation>与检查点比较，通过其某个文件选择</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/problems.py" />
            <source>Something went wrong</source>
            <translation>出现错误</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/problems.py" />
            <source>{0}: a fault of this program ({1}).</source>
            <translation>{0}：本程序的缺陷（{1}）。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/problems.py" />
            <source>The window stays usable. Please copy the report and send it to the maintainers.</source>
            <translation>窗口仍可使用。请复制报告并发送给维护者。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/problems.py" />
            <source>This step cannot be read.</source>
            <translation>此步无法读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/problems.py" />
            <source>This step is being written.</source>
            <translation>此步正在写入。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/problems.py" />
            <source>A fault of this program</source>
            <translation>本程序的缺陷</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/problems.py" />
            <source>{0} faults so far. The window stays usable. Please copy the report.</source>
            <translation>目前已有 {0} 个缺陷。窗口仍可使用。请复制报告。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/problems.py" />
            <source>{0}: it was stopped</source>
            <translation>{0}：已停止</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/problems.py" />
            <source>It was stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/recording.py" />
            <source>Opening what is remembered</source>
            <translation>正在打开记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/recording.py" />
            <source>Reading the statistics of all steps</source>
            <translation>正在读取所有步的统计信息</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/recording.py" />
            <source>Remembering the new checkpoint</source>
            <translation>正在记录新检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/recording.py" />
            <location filename="../../explorer/gui/recording_jobs.py" />
            <source>Remembering the checkpoints</source>
            <translation>正在记录检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/recording.py" />
            <source>The checkpoints could not be remembered</source>
            <translation>无法记录检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/recording.py" />
            <source>The statistics of all steps could not be read</source>
            <translation>无法读取所有步的统计信息</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/recording_jobs.py" />
            <source>Looking what is still to be read</source>
            <translation>正在查看还需读取的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/recording_jobs.py" />
            <location filename="../../explorer/gui/statistics_store.py" />
            <location filename="../../explorer/analysis/workers.py" />
            <source>Reading statistics</source>
            <translation>正在读取统计信息</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/remembering.py" />
            <source>Nothing is remembered, so nothing is read ahead: Edit, Settings, Memory switches remembering on.</source>
            <translation>未启用记录，因此不会预先读取：可在“编辑”菜单的“设置”中的“记录”页启用。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/remembering.py" />
            <source>The statistics of {0} were read, {1}.</source>
            <translation>已读取 {0} 的统计信息，{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/remembering.py" />
            <source> {0} tensors could not be read.</source>
            <translation>{0} 个张量无法读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/remembering.py" />
            <source>The statistics of all steps are remembered already.</source>
            <translation>所有步的统计信息都已有记录。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/remembering.py" />
            <source>Read the statistics of all steps</source>
            <translation>读取所有步的统计信息</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/remembering.py" />
            <source>{0} in {1} are to be read.</source>
            <translation>需要读取 {1} 中的 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/remembering.py" />
            <source>It goes on in the background and can be cancelled in the status bar; what was read by then is kept.</source>
            <translation>读取在后台进行，可在状态栏中取消；已读取的内容会保留。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/asking.py" />
            <source>Choose a directory with a checkpoint of the target model</source>
            <translation>选择包含目标模型检查点的目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <source>Answer</source>
            <translation>结果</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <source>Whether it is there</source>
            <translation>是否存在</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <source>Training needs</source>
            <translation>训练所需</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <source>What was looked for</source>
            <translation>所查找的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <source>What the checkpoint holds of it</source>
            <translation>检查点中包含的相关内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <source>Checking whether training will resume</source>
            <translation>正在检查训练能否继续</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <source>What training needs to resume</source>
            <translation>训练继续所需的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>Show the variables</source>
            <translation>显示变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <source>Show the variables of the chosen row in the window (Enter)</source>
            <translation>在窗口中显示所选行的变量（Enter）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <source>Looking at {0} …</source>
            <translation>正在查看 {0}…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <source>It could not be told: {0}</source>
            <translation>无法得知：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <source>Will training resume?</source>
            <translation>训练能否继续？</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <source>Whether training will go on where it stopped</source>
            <translation>训练能否从中断处继续</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/audit_dialog.py" />
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>No checkpoint is open.</source>
            <translation>没有打开检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/cards.py" />
            <source>Press to see what it does to each variable.</source>
            <translation>按下可查看它对每个变量的影响。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/cards.py" />
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <source>Judged for {0}.</source>
            <translation>判定条件：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/cards.py" />
            <source>What each way of loading would do</source>
            <translation>每种加载方式的效果</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/code_box.py" />
            <source>Copy {0}</source>
            <translation>复制 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/column_widths.py" />
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <source>not in the model</source>
            <translation>模型中没有</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/column_widths.py" />
            <location filename="../../explorer/report/graph_colours/comparing.py" />
            <location filename="../../explorer/report/graph_piles.py" />
            <location filename="../../explorer/report/palette.py" />
            <location filename="../../explorer/report/restore_ci.py" />
            <location filename="../../explorer/analysis/restoring/causes/find.py" />
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <location filename="../../explorer/analysis/restoring/causes/order.py" />
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <location filename="../../explorer/analysis/restoring/cures/files.py" />
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>unused by model</source>
            <translation>模型未使用</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <source>as the files tell</source>
            <translation>按文件所示</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <source>Variables as the files tell (where they do not: both kinds)</source>
            <translation>变量类型按文件所示（文件未注明时：两种都判定）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <source>The checkpoint that is restored</source>
            <translation>要恢复的检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <source>Choose the model this checkpoint is to be restored into</source>
            <translation>选择此检查点要恢复到的模型</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <source>The way of loading whose effect the table shows</source>
            <translation>表格所示效果对应的加载方式</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <source>The TensorFlow that will restore</source>
            <translation>用于恢复的 TensorFlow</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <source>The kind of variables a graph has: resource or ref</source>
            <translation>图中变量的类型：资源变量或引用变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <location filename="../../explorer/gui/toolbar.py" />
            <source>Target</source>
            <translation>目标</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <source>All ways of loading</source>
            <translation>所有加载方式</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <source>as told: {0}</source>
            <translation>注明为 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <source>they do not: the default is assumed</source>
            <translation>文件未注明：采用默认值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <source>the default where they do not</source>
            <translation>文件未注明时采用默认值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <source>As the files tell ({0})</source>
            <translation>按文件所示（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <source>{0} (not judged)</source>
            <translation>{0}（未判定）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <location filename="../../explorer/report/restore_text.py" />
            <source>TensorFlow {0}</source>
            <translation>TensorFlow {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <location filename="../../explorer/gui/restore/findings_strip.py" />
            <location filename="../../explorer/report/restore_markdown.py" />
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <location filename="../../explorer/analysis/restoring/causes/reroot.py" />
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <location filename="../../explorer/analysis/resume_audit.py" />
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>{0} variables</source>
            <translation>{0} 个变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/conditions_bar.py" />
            <source>{0}: not judged</source>
            <translation>{0}：未判定</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/cures_dialog.py" />
            <source>How to mend it</source>
            <translation>解决方法</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/cures_dialog.py" />
            <source>Cures for: {0}</source>
            <translation>解决方法：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/cures_dialog.py" />
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>Code of cure {0}</source>
            <translation>解决方法 {0} 的代码</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/cures_dialog.py" />
            <source>Text of cure {0}</source>
            <translation>解决方法 {0} 的文本</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/detail_panel.py" />
            <source>Copy what this way of loading does</source>
            <translation>复制此加载方式的效果</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/detail_panel.py" />
            <source>Hide the details</source>
            <translation>隐藏详细信息</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/detail_panel.py" />
            <source>What this way of loading does, in full</source>
            <translation>此加载方式的完整效果</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/empty_words.py" />
            <source>The restore could not be checked.</source>
            <translation>无法检查恢复。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/empty_words.py" />
            <source>The banner above says why. Choose another target, or another step.</source>
            <translation>上方横幅说明了原因。请选择另一个目标或另一步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/empty_words.py" />
            <source>No row is left by the filter, the pressed verdicts and the finding shown.</source>
            <translation>经筛选条件、按下的判定和显示的问题筛选后，没有剩余的行。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/empty_words.py" />
            <source>Esc in the filter field clears it; press a verdict or Show again to release it.</source>
            <translation>在筛选框中按 Esc 可清除筛选；再次按下判定或“显示”可取消。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/empty_words.py" />
            <source>Neither the model nor the checkpoint has a variable.</source>
            <translation>模型和检查点都没有变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/empty_words.py" />
            <source>There is no checkpoint to restore.</source>
            <translation>没有可恢复的检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/empty_words.py" />
            <source>Reading the target …</source>
            <translation>正在读取目标…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/empty_words.py" />
            <source>Which model is this checkpoint to be restored into?</source>
            <translation>要将此检查点恢复到哪个模型？</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/empty_words.py" />
            <source>Choose it, and you see for each way of loading whether it raises, what it restores, and what goes wrong without an error; for each variable why, and what to do.</source>
            <translation>选择后，即可看到每种加载方式是否抛出异常，恢复哪些内容，哪些会出错却不报错；并为每个变量说明原因和处理办法。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/empty_words.py" />
            <source>Checking …</source>
            <translation>正在检查…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/empty_words.py" />
            <source>Choose another target.</source>
            <translation>请选择另一个目标。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/empty_words.py" />
            <source>The target could not be read: {0}.</source>
            <translation>无法读取目标：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>Paste here what TensorFlow, Keras or an Estimator printed: a traceback, a log, a piece of it. It never leaves this window.</source>
            <translation>请在此粘贴 TensorFlow、Keras 或 Estimator 输出的内容：回溯信息、日志或其中一段。内容不会离开此窗口。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>What the error names, and what has the same fault</source>
            <translation>错误指出的变量，以及有同样问题的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <location filename="../../explorer/gui/restore/renames_model.py" />
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <location filename="../../explorer/gui/restore/verdict_tree.py" />
            <source>Model expects</source>
            <translation>模型期望</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>From the error, or from the target</source>
            <translation>来自错误或目标</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>From the error, or from the checkpoint</source>
            <translation>来自错误或检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>Whether the error names it, or it has the same fault</source>
            <translation>由错误指出，或有同样问题</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <location filename="../../explorer/gui/restore/questions.py" />
            <source>Reading the error</source>
            <translation>正在读取错误</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>Paste</source>
            <translation>粘贴</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>Clear</source>
            <translation>清除</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>Copy the answer</source>
            <translation>复制解释</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>Variables of the error</source>
            <translation>错误涉及的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>{0}: model expects {1}, checkpoint holds {2}</source>
            <translation>{0}：模型期望 {1}，检查点中为 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>Explain an error</source>
            <translation>解释错误</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>Explain an error of TensorFlow or Keras</source>
            <translation>解释 TensorFlow 或 Keras 的错误</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>The error as it was printed</source>
            <translation>错误的原文</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>Put the clipboard in place of the text</source>
            <translation>用剪贴板的内容替换文本</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>Show these variables in the Restore view</source>
            <translation>在“恢复”视图中显示这些变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>The error</source>
            <translation>错误</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>The error could not be read: {0}</source>
            <translation>无法读取错误：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>Nothing is pasted yet.</source>
            <translation>尚未粘贴任何内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/error_dialog.py" />
            <source>The answer names the variable, what the model expects and what the checkpoint holds, the cause, and what to do. With a checkpoint and a target open, it also finds what else has the same fault.</source>
            <translation>解释会指出变量、模型的期望和检查点中的内容、原因以及处理办法。打开检查点和目标后，还会找出有同样问题的其他变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/findings_strip.py" />
            <location filename="../../explorer/report/restore_markdown.py" />
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <location filename="../../explorer/analysis/restoring/causes/reroot.py" />
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <location filename="../../explorer/analysis/resume_audit.py" />
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>{0} variable</source>
            <translation>{0} 个变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/findings_strip.py" />
            <source>Show only the {0} of: {1}</source>
            <translation>仅显示以下问题的 {0}：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/findings_strip.py" />
            <source>Show only the rows this explains; again for all</source>
            <translation>仅显示由此解释的行；再次按下则显示所有行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/findings_strip.py" />
            <source>Cures ({0})</source>
            <translation>解决方法（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/findings_strip.py" />
            <source>{0} cures for: {1}</source>
            <translation>{1}：{0} 个解决方法</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/findings_strip.py" />
            <source>How to mend it, with code to copy</source>
            <translation>解决方法，附可复制的代码</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/findings_strip.py" />
            <source>What is this? Help about: {0}</source>
            <translation>这是什么？相关帮助：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/findings_strip.py" />
            <source>What is this? The help about findings of this kind</source>
            <translation>这是什么？关于此类问题的帮助</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/findings_strip.py" />
            <source>What went wrong</source>
            <translation>出错原因</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <location filename="../../explorer/report/restore_text.py" />
            <location filename="../../explorer/analysis/restoring/outcome.py" />
            <source>left alone</source>
            <translation>保持不变</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <location filename="../../explorer/report/restore_text.py" />
            <location filename="../../explorer/analysis/restoring/outcome.py" />
            <source>stored shape adopted</source>
            <translation>采用存储的形状</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <location filename="../../explorer/analysis/restoring/outcome.py" />
            <source>not concerned</source>
            <translation>不涉及</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <location filename="../../explorer/report/restore_ci.py" />
            <location filename="../../explorer/report/restore_text.py" />
            <source>silently wrong</source>
            <translation>静默出错</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <location filename="../../explorer/report/restore_text.py" />
            <source>restores in part</source>
            <translation>部分恢复</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <location filename="../../explorer/report/restore_text.py" />
            <source>raises {0}</source>
            <translation>抛出 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <source>restores nothing</source>
            <translation>不恢复任何内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <source>{0} {1} not fit</source>
            <translation>{0} 个{1}不匹配</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <source>nothing is assigned</source>
            <translation>没有赋值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <source>on {0}</source>
            <translation>涉及 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <source>not reached, or there is none</source>
            <translation>未执行到，或没有</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <source>{0}, {1} restored before</source>
            <translation>{0}，此前已恢复 {1} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <source>{0} of {1} variables, {2} left alone</source>
            <translation>{1} 个变量中的 {0} 个，{2} 个保持不变</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <source>it asks for no variable that is stored</source>
            <translation>没有要求任何已存储的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <source>Variables of the model: {0}.</source>
            <translation>模型的变量：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <source>Not judged: {0}</source>
            <translation>未判定：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <source>Which of several it names first is a race: {0} other messages are possible.</source>
            <translation>几个错误中先报告哪一个取决于竞争：还可能出现 {0} 条其他消息。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <source>It returns a {0}.</source>
            <translation>返回 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/outcome_words.py" />
            <source>It prints:</source>
            <translation>输出：</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/questions.py" />
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>Writing the renames</source>
            <translation>正在写入重命名</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/questions.py" />
            <source>Optimizer: {0}.</source>
            <translation>优化器：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/questions.py" />
            <source>The values were not read, so slots that are all zero were not looked for.</source>
            <translation>没有读取值，因此没有查找全为零的槽变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/questions.py" />
            <source>With a target chosen, what an optimizer switch would lose is told, too.</source>
            <translation>选择目标后，还会说明更换优化器会丢失什么。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>Accept all above {0} %</source>
            <translation>接受高于 {0} % 的全部</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>Accept all</source>
            <translation>全部接受</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>Accept none</source>
            <translation>全部不接受</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>The code with the accepted renames</source>
            <translation>包含已接受重命名的代码</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>Save as CSV…</source>
            <translation>保存为 CSV…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>Looking for renamed variables …</source>
            <translation>正在查找重命名的变量…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>The names could not be compared: {0}</source>
            <translation>无法比较名称：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>{0} renames were written to {1}.</source>
            <translation>已将 {0} 个重命名写入 {1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>The renames could not be written: {0}</source>
            <translation>无法写入重命名：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>Renamed variables</source>
            <translation>重命名的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>Proposed renames</source>
            <translation>建议的重命名</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>The form of the code</source>
            <translation>代码的形式</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>Choose a target first: names of the checkpoint are paired with those of a model.</source>
            <translation>请先选择目标：检查点的名称与模型的名称配对。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>{0} {1} most likely {2} another name; {3} above {4} %.</source>
            <translation>{0} 个{1}很可能{2}另一个名称；其中 {3} 个高于 {4} %。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>Names, shapes and neighbours were compared. Check the rows before you take them over.</source>
            <translation>已比较名称、形状和相邻变量。采用之前请检查各行。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>No renamed variables were found.</source>
            <translation>没有找到重命名的变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>Every variable of the model has its value, or nothing stored fits those that have none.</source>
            <translation>模型的每个变量都有值，或没有存储的值适合那些尚无值的变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>Save the accepted renames</source>
            <translation>保存已接受的重命名</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>Proposed renames: Space accepts a row</source>
            <translation>建议的重命名：按空格键接受一行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>Code as</source>
            <translation>代码形式</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>There is nothing to compare names with.</source>
            <translation>没有可与之比较名称的对象。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_dialog.py" />
            <source>Accept a row to see the code.</source>
            <translation>接受一行即可看到代码。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_model.py" />
            <source>Take</source>
            <translation>采用</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_model.py" />
            <source>Confidence</source>
            <translation>置信度</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_model.py" />
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <location filename="../../explorer/analysis/error_reading/answer.py" />
            <source>Why</source>
            <translation>原因</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/renames_model.py" />
            <source>Take {0} as {1}</source>
            <translation>将 {0} 用作 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/report_actions.py" />
            <source>Verdicts as CSV</source>
            <translation>将判定导出为 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/report_actions.py" />
            <source>Verdicts as JSON</source>
            <translation>将判定导出为 JSON</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/report_actions.py" />
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <source>Explain an error…</source>
            <translation>解释错误…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/report_actions.py" />
            <source>Propose renames…</source>
            <translation>建议重命名…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/report_actions.py" />
            <source>Will training resume?…</source>
            <translation>训练能否继续…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/report_actions.py" />
            <location filename="../../explorer/gui/target_menu.py" />
            <source>No target</source>
            <translation>无目标</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/restore_view.py" />
            <location filename="../../explorer/gui/variables/scope_paths.py" />
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Building the tree of scopes</source>
            <translation>正在构建作用域树</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/restore_view.py" />
            <source>Verdicts</source>
            <translation>判定</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/restore_view.py" />
            <source>What a restore into the target would do</source>
            <translation>恢复到目标的效果</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/restore_view.py" />
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Tree</source>
            <translation>树</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/restore_view.py" />
            <source>Show the verdicts as a tree of scopes</source>
            <translation>将判定显示为作用域树</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/restore_view.py" />
            <source>Show the verdicts as a tree of their scopes (Ctrl+T)</source>
            <translation>将判定显示为作用域树（Ctrl+T）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/restore_view.py" />
            <source>Copy report as Markdown</source>
            <translation>将报告复制为 Markdown</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/restore_view.py" />
            <source>Show only rows with the verdict “{0}”</source>
            <translation>仅显示判定为“{0}”的行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/restore_view.py" />
            <source>The tree could not be built: {0}</source>
            <translation>无法构建树：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/row_words.py" />
            <source>Choose a row to see why, and what to do. F7 goes to the next problem.</source>
            <translation>选择一行可查看原因和处理办法。按 F7 转到下一个问题。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/snippet_dialog.py" />
            <source>1.  Paste it into your program, after the model (and its optimizer) is built.
2.  Run the program. It writes model_spec.json into the folder it runs in.
3.  Choose that file here: it tells names, shapes, dtypes and objects of the program itself.</source>
            <translation>1.  将其粘贴到程序中，放在模型（及其优化器）构建之后。
2.  运行程序。它会将 model_spec.json 写入运行所在的文件夹。
3.  在此选择该文件：它包含程序自身的名称、形状、dtype 和对象。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/snippet_dialog.py" />
            <source>The snippet</source>
            <translation>代码片段</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/snippet_dialog.py" />
            <source>Target from a program</source>
            <translation>以程序为目标</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/snippet_dialog.py" />
            <source>The snippet that writes down your program's model</source>
            <translation>记录程序模型的代码片段</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/snippet_dialog.py" />
            <source>The snippet is on the clipboard.</source>
            <translation>代码片段已复制到剪贴板。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/snippet_dialog.py" />
            <source>It needs nothing but TensorFlow or Keras, reads no values and changes nothing.</source>
            <translation>它只需要 TensorFlow 或 Keras，不读取任何值，也不更改任何内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/snippet_dialog.py" />
            <source>Choose the file…</source>
            <translation>选择文件…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/snippet_dialog.py" />
            <source>Choose the model_spec.json the snippet wrote</source>
            <translation>选择代码片段写入的 model_spec.json</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/summary_bar.py" />
            <source>Alternatives: what each way of loading would do. Press one for its effect on each variable.</source>
            <translation>其他方案：每种加载方式的效果。按下某一种可查看它对每个变量的影响。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/summary_bar.py" />
            <source>The way of loading that suits both sides. Press it for its effect on each variable.</source>
            <translation>适合两侧的加载方式。按下可查看它对每个变量的影响。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/summary_bar.py" />
            <source>Details</source>
            <translation>详细信息</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/summary_bar.py" />
            <source>Show TensorFlow's message, assertions and log in full</source>
            <translation>显示 TensorFlow 的完整消息、断言和日志</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/summary_bar.py" />
            <source>TensorFlow's own message, the three assertions, what it prints (Ctrl+D)</source>
            <translation>TensorFlow 自身的消息、三个断言及其输出（Ctrl+D）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/summary_bar.py" />
            <source>Copy the report as Markdown</source>
            <translation>将报告复制为 Markdown</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/summary_bar.py" />
            <source>Copy verdict, ways of loading, findings with cures and all rows as Markdown</source>
            <translation>将判定、加载方式、问题及其解决方法和所有行复制为 Markdown</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/summary_bar.py" />
            <source>More about this restore</source>
            <translation>关于此次恢复的更多内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/summary_bar.py" />
            <source>Rename proposals, whether training resumes, explain an error</source>
            <translation>重命名建议、训练能否继续、解释错误</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <source>Another step of this run, a graph in it, a run beside it.</source>
            <translation>此运行的另一步、其中的图、相邻的运行。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <source>From your program…</source>
            <translation>来自您的程序…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <source>The surest: a snippet writes down the model as your program builds it.</source>
            <translation>最可靠：代码片段按程序构建的样子记录模型。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <location filename="../../explorer/gui/target_menu.py" />
            <source>Choose a directory…</source>
            <translation>选择目录…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <source>Of another run: the model that wrote its latest checkpoint.</source>
            <translation>属于另一个运行：写入其最新检查点的模型。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <location filename="../../explorer/gui/target_menu.py" />
            <source>Choose a file…</source>
            <translation>选择文件…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <source>A checkpoint, a graph, a SavedModel, a Keras file or its JSON, a table of variables.</source>
            <translation>检查点、图、SavedModel、Keras 文件或其 JSON、变量表格。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <source>It failed already? Paste what TensorFlow or Keras printed.</source>
            <translation>已经失败了？请粘贴 TensorFlow 或 Keras 输出的内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <source>Choose a target</source>
            <translation>选择目标</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <source>Choose the target model</source>
            <translation>选择目标模型</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <source>Copy the snippet that writes down your program's model</source>
            <translation>复制记录程序模型的代码片段</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <source>Choose a directory whose latest checkpoint is the target</source>
            <translation>选择一个目录，以其最新检查点为目标</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <source>Choose a file that tells of the target model</source>
            <translation>选择描述目标模型的文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/target_choices.py" />
            <source>Paste an error of TensorFlow or Keras and have it explained</source>
            <translation>粘贴 TensorFlow 或 Keras 的错误以获得解释</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <source>The checkpoint key both sides are matched by</source>
            <translation>两侧匹配所依据的检查点键</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <source>Dtype and shape the target model asks for</source>
            <translation>目标模型要求的 dtype 和形状</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <location filename="../../explorer/gui/restore/verdict_tree.py" />
            <source>Effect</source>
            <translation>效果</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <source>What the chosen way of loading does to the variable</source>
            <translation>所选加载方式对变量的影响</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <source>What the two sides are to each other</source>
            <translation>两侧之间的关系</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/verdict_source.py" />
            <source>The verdict as a sentence</source>
            <translation>以句子表述的判定</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/verdict_totals.py" />
            <source>{0} of {1} rows</source>
            <translation>{1} 行中的 {0} 行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/verdict_tree.py" />
            <source>all {0} well</source>
            <translation>{0} 个全部正常</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/restore/ways_panel.py" />
            <source>Of the target: {0}</source>
            <translation>关于目标：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/running.py" />
            <source>The program was ended from outside: killed by somebody, or by the system for want of memory.</source>
            <translation>程序被外部终止：由他人终止，或因内存不足被系统终止。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/running.py" />
            <source>The display went away while the window was open, and took the program along.</source>
            <translation>窗口打开期间显示服务中断，程序随之终止。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/running.py" />
            <source>The program crashed: {0}.</source>
            <translation>程序崩溃：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/running.py" />
            <source>The computer stopped or was started again while the window was open.</source>
            <translation>窗口打开期间计算机停机或重新启动。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/self_checking.py" />
            <source>Checking the graph files</source>
            <translation>正在检查图文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/self_checking.py" />
            <source>The graph files could not be checked</source>
            <translation>无法检查图文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session.py" />
            <source>Opening failed</source>
            <translation>打开失败</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session.py" />
            <source>The steps could not be read</source>
            <translation>无法读取各步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session.py" />
            <source>The directory could not be read again</source>
            <translation>无法重新读取目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session.py" />
            <source>Steps here: {0}.</source>
            <translation>此处的步：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session.py" />
            <source>No step is known here.</source>
            <translation>此处没有已知的步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_damage.py" />
            <source>the value does not match its checksum</source>
            <translation>值与其校验和不符</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_file.py" />
            <location filename="../../explorer/gui/session_files.py" />
            <source>Writing the session</source>
            <translation>正在写入会话</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_file.py" />
            <location filename="../../explorer/gui/session_files.py" />
            <source>Reading the session</source>
            <translation>正在读取会话</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_file.py" />
            <source>The session was saved with another directory: none of its checkpoints is here ({0} then).</source>
            <translation>该会话是在另一个目录中保存的：其中的检查点（当时有 {0} 个）这里一个也没有。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_file.py" />
            <source>Of the {0} checkpoints the session was saved with, no longer here: {1}, of another size now: {2}.</source>
            <translation>保存会话时有 {0} 个检查点，其中已不在此处的：{1} 个，大小已改变的：{2} 个。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_file.py" />
            <source>Of the {0} checkpoints the session was saved with, no longer here: {1}.</source>
            <translation>保存会话时有 {0} 个检查点，其中已不在此处的：{1} 个。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_file.py" />
            <source>Of the {0} checkpoints the session was saved with, of another size now: {1}.</source>
            <translation>保存会话时有 {0} 个检查点，其中大小已改变的：{1} 个。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_file.py" />
            <source>this is no session file of Checkpoint Explorer: {0}</source>
            <translation>这不是 Checkpoint Explorer 的会话文件：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_file.py" />
            <source>it does not say {0}</source>
            <translation>其中没有 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_file.py" />
            <source>the session file is of version {0}, this program reads version {1}</source>
            <translation>会话文件的版本为 {0}，本程序读取版本 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_file.py" />
            <source>it names no directory</source>
            <translation>其中没有给出目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_file.py" />
            <source>Session files are written by File &gt; Save session.</source>
            <translation>会话文件由“文件”菜单的“保存会话”写入。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_file.py" />
            <source>it is no JSON</source>
            <translation>它不是 JSON</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_file.py" />
            <source>Open it with the version of Checkpoint Explorer that wrote it, or a newer one.</source>
            <translation>请用写入它的 Checkpoint Explorer 版本或更新的版本打开。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_files.py" />
            <source>The session is shown as far as the directory has it.</source>
            <translation>会话按目录现有的内容显示。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_files.py" />
            <source>Session file</source>
            <translation>会话文件</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_files.py" />
            <source>The directory of this session</source>
            <translation>此会话的目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_files.py" />
            <source>Save session</source>
            <translation>保存会话</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_files.py" />
            <source>Write the session file into the opened directory?</source>
            <translation>要将会话文件写入打开的目录吗？</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_files.py" />
            <source>This program writes nothing there by itself. A trainer or TensorFlow may come across the file.</source>
            <translation>本程序不会自行在那里写入任何内容。训练程序或 TensorFlow 可能会遇到该文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_files.py" />
            <source>Write it there</source>
            <translation>写入该处</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_files.py" />
            <source>The session was not saved</source>
            <translation>未保存会话</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_files.py" />
            <source>The session was not opened</source>
            <translation>未打开会话</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_files.py" />
            <source>Open session</source>
            <translation>打开会话</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_files.py" />
            <source>The directory of this session is not here.</source>
            <translation>此会话的目录不在这里。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_files.py" />
            <source>It was saved with {0}. If you have the same directory elsewhere, choose it.</source>
            <translation>它是用 {0} 保存的。如果同一目录在别处，请选择它。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_files.py" />
            <source>Choose the directory…</source>
            <translation>选择目录…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_files.py" />
            <source>The session file names places outside its own folder. Open them?</source>
            <translation>会话文件指向其所在文件夹之外的位置。要打开吗？</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_jobs.py" />
            <source>The values were not read: Verify compares their checksums.</source>
            <translation>没有读取值：“校验”会核对其校验和。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_jobs.py" />
            <source>The checkpoint is gone: this is what would become of it as it is remembered.</source>
            <translation>检查点已不存在：这是按记录推断的结果。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_jobs.py" />
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Choose another step on the time axis.</source>
            <translation>请在时间轴上选择另一步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_jobs.py" />
            <location filename="../../explorer/analysis/updates/moves.py" />
            <location filename="../../explorer/analysis/updates/unhealthy_search.py" />
            <source>Opening {0}</source>
            <translation>正在打开 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_jobs.py" />
            <source>{0} is being written</source>
            <translation>{0} 正在写入</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_jobs.py" />
            <source>{0} was deleted from disk, and nothing of it was remembered</source>
            <translation>{0} 已从磁盘删除，且没有任何记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_jobs.py" />
            <source>It is shown as soon as it is complete. Choose another step meanwhile.</source>
            <translation>完成后会立即显示。在此期间请选择另一步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_state.py" />
            <source>Opening</source>
            <translation>正在打开</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_state.py" />
            <source>Reading steps</source>
            <translation>正在读取各步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_state.py" />
            <source>Opening the checkpoint</source>
            <translation>正在打开检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_state.py" />
            <source>Opening the older checkpoint</source>
            <translation>正在打开旧检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_state.py" />
            <source>Opening the other directory</source>
            <translation>正在打开另一个目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_state.py" />
            <source>Reading the target</source>
            <translation>正在读取目标</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_state.py" />
            <source>Checking the restore</source>
            <translation>正在检查恢复</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_steps.py" />
            <source>The checkpoint to compare with could not be opened</source>
            <translation>无法打开要比较的检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_steps.py" />
            <source>{0} could not be opened</source>
            <translation>无法打开 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_targets.py" />
            <source>The restore could not be checked</source>
            <translation>无法检查恢复</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/session_targets.py" />
            <source>The target could not be read</source>
            <translation>无法读取目标</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings.py" />
            <source>The settings could not be read: they start anew, and the damaged file was put aside.</source>
            <translation>设置无法读取：已重新开始，损坏的文件已另存。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings.py" />
            <source>The settings were written by a newer version: they are left as they are, and changes are not kept.</source>
            <translation>设置由更新的版本写入：保持原样，不保存更改。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings.py" />
            <source>The settings cannot be written: changes of this run are not kept.</source>
            <translation>设置无法写入：不保存本次运行的更改。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/dialog.py" />
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/dialog.py" />
            <source>Pages of the settings</source>
            <translation>设置页面</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/follow_page.py" />
            <source>Following a run</source>
            <translation>跟踪运行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/follow_page.py" />
            <source>A directory that is being written to</source>
            <translation>正在写入的目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/follow_page.py" />
            <source>New checkpoints</source>
            <translation>新检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/follow_page.py" />
            <source>Remember new checkpoints up to</source>
            <translation>记录新检查点，大小不超过</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/follow_page.py" />
            <source>Read the statistics of each new checkpoint as it is written, so that they outlive its files</source>
            <translation>新检查点一经写入即读取其统计信息，使其在文件删除后仍然可用</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/follow_page.py" />
            <source>Largest new checkpoint that is read by itself</source>
            <translation>自动读取的新检查点的最大大小</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/follow_page.py" />
            <source>Histograms and statistics of a checkpoint that was read stay to be looked at after its files are deleted. Of larger ones the table of variables is remembered, and whatever was looked at.</source>
            <translation>检查点一经读取，其直方图和统计信息在文件删除后仍可查看。对于更大的检查点，会记录变量表格以及查看过的内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/look_page.py" />
            <source>Look</source>
            <translation>外观</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/look_page.py" />
            <source>Theme</source>
            <translation>主题</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/look_page.py" />
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/look_page.py" />
            <source>Colours</source>
            <translation>颜色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/look_page.py" />
            <source>Roles, verdicts and differences have a shape or a letter too, in every set of colours.</source>
            <translation>在每组颜色中，角色、判定和差异也都有形状或字母。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Names, shapes, statistics, histograms and object graphs that were read of a run are kept, so that opening it again reads no tensor, and deleted checkpoints can still be looked at. The opened directory is never written to. Nothing leaves this machine.</source>
            <translation>从运行中读取的名称、形状、统计信息、直方图和对象图会保留下来，因此再次打开时无需读取张量，已删除的检查点也仍可查看。绝不会向打开的目录写入内容。任何内容都不会离开本机。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>This window was started with --fresh: nothing is remembered.</source>
            <translation>此窗口以 --fresh 启动：不保留任何记录。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Forgotten.</source>
            <translation>已清除。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Forgotten. The run that is open is remembered anew from now on: what is on disk, as it is read.</source>
            <translation>已清除。从现在起会重新记录打开的运行：磁盘上的内容在读取时记录。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Its deleted checkpoints are lost with it; what is still on disk is read anew when it is opened.</source>
            <translation>其已删除的检查点会随之丢失；仍在磁盘上的内容会在打开时重新读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Memory</source>
            <translation>记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Forget what is remembered of {0}?</source>
            <translation>清除 {0} 的记录吗？</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Checkpoints that were deleted are lost with it; what is still on disk is read anew when it is opened.</source>
            <translation>已删除的检查点会随之丢失；仍在磁盘上的内容会在打开时重新读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Forgetting</source>
            <translation>正在清除记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>What is remembered</source>
            <translation>保留的记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Remember runs</source>
            <translation>记录运行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Keep what is read of a run in your cache directory</source>
            <translation>将从运行中读取的内容保留在缓存目录中</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Where, and how much</source>
            <translation>位置和大小</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>How much all records may take together; the oldest used go first</source>
            <translation>所有记录的总大小上限；最久未使用的先删除</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Forget this run</source>
            <translation>清除此运行的记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Delete what is remembered of the chosen run (Del)</source>
            <translation>删除所选运行的记录（Del）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Forget all</source>
            <translation>清除全部记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Delete what is remembered of all runs</source>
            <translation>删除所有运行的记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Forget</source>
            <translation>清除</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>the one run</source>
            <translation>这个运行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>all {0} runs</source>
            <translation>全部 {0} 个运行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Forget all runs</source>
            <translation>清除所有运行的记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Folder of the records</source>
            <translation>记录所在的文件夹</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>At most</source>
            <translation>最多</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Runs that are remembered</source>
            <translation>有记录的运行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>{0} runs</source>
            <translation>{0} 个运行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>The folder could not be looked at: {0}</source>
            <translation>无法查看文件夹：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>the damaged record</source>
            <translation>已损坏的记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/memory_page.py" />
            <source>Nothing is remembered yet.</source>
            <translation>尚无任何记录。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/parts.py" />
            <source>{0} (Up and Down change it by 64 MiB)</source>
            <translation>{0}（按上下方向键以 64 MiB 为单位调整）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/records_model.py" />
            <source>(a damaged record)</source>
            <translation>（已损坏的记录）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/settings_dialog/records_model.py" />
            <source>Last used</source>
            <translation>上次使用</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/starters.py" />
            <source>No variable chosen</source>
            <translation>未选择变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/starters.py" />
            <source>Looking for the largest weights</source>
            <translation>正在查找最大的权重</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/starters.py" />
            <source> Or begin with one of the largest:</source>
            <translation>或从最大的变量之一开始：</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/status_bar.py" />
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/status_bar.py" />
            <source>Cancel the work under way</source>
            <translation>取消正在进行的工作</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/status_bar.py" />
            <source>{0} variable{1}</source>
            <translation>{0} 个变量{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/status_bar.py" />
            <source>No directory is open</source>
            <translation>没有打开目录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/target_memory.py" />
            <source>the target remembered for this directory {0}: {1}</source>
            <translation>此目录所记录的目标{0}：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/target_memory.py" />
            <source>is gone</source>
            <translation>已不存在</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/target_memory.py" />
            <source>could not be read</source>
            <translation>无法读取</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/target_memory.py" />
            <source>Choose another target, or open the directory again when it is back.</source>
            <translation>请选择另一个目标，或在其恢复后重新打开目录。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/target_menu.py" />
            <source>The model that wrote</source>
            <translation>写入以下检查点的模型</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/target_menu.py" />
            <source>The program whose graph is</source>
            <translation>使用以下图的程序</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/target_menu.py" />
            <source>Latest of a directory beside</source>
            <translation>相邻目录的最新检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/target_menu.py" />
            <source>From a program: copy the snippet…</source>
            <translation>来自程序：复制代码片段…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/target_menu.py" />
            <source>This run has no other step</source>
            <translation>此运行没有其他步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/curve_row.py" />
            <source>{0} {1} to {2}, on a scale of their own</source>
            <translation>第 {1} 到 {2} {0}，使用独立的刻度</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/curve_row.py" />
            <source>Which scalar the curve shows</source>
            <translation>曲线显示哪个标量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/curve_row.py" />
            <source>Problems of the event files</source>
            <translation>事件文件的问题</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/curve_row.py" />
            <source>Logarithmic scale</source>
            <translation>对数刻度</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/curve_row.py" />
            <source>Now {0}</source>
            <translation>当前为 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/curve_row.py" />
            <source>Choose another scalar of the event files, or the size of the updates</source>
            <translation>选择事件文件的其他标量，或更新幅度</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/curve_row.py" />
            <source>{0} more are not listed</source>
            <translation>另有 {0} 个未列出</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/drawn_axis.py" />
            <source>No checkpoints yet</source>
            <translation>还没有检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/drawn_axis.py" />
            <source>No checkpoints in this directory</source>
            <translation>此目录中没有检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/drawn_axis.py" />
            <source>no checkpoints</source>
            <translation>没有检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/events_source.py" />
            <source>No loss curve: this directory has no event files.</source>
            <translation>没有损失曲线：此目录没有事件文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/events_source.py" />
            <source>No loss curve: {0}</source>
            <translation>没有损失曲线：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/events_source.py" />
            <source>No loss curve: the event files hold no scalars.</source>
            <translation>没有损失曲线：事件文件中没有标量。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/events_source.py" />
            <source>reading the event files was cancelled. Reload reads them.</source>
            <translation>已取消读取事件文件。“重新加载”会读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/handle.py" />
            <location filename="../../explorer/report/verify_text.py" />
            <source>{0} checkpoint</source>
            <translation>{0} 检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/handle.py" />
            <source>Arrow keys move it from checkpoint to checkpoint; Home and End to the ends</source>
            <translation>方向键在检查点之间移动它；Home 和 End 移到两端</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/loss_curve.py" />
            <source>{0} at {1} {2}</source>
            <translation>{0}（第 {2} {1}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/loss_curve.py" />
            <source>last {0} at {1} {2}</source>
            <translation>最后 {0}（第 {2} {1}）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/loss_curve.py" />
            <source>Curve over the steps</source>
            <translation>随步变化的曲线</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/loss_curve.py" />
            <source>{0} are NaN or infinite</source>
            <translation>{0} 个为 NaN 或无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/loss_curve.py" />
            <source>{0} more are left out of the drawing</source>
            <translation>另有 {0} 个未绘制</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/loss_curve.py" />
            <source>logarithmic scale</source>
            <translation>对数刻度</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/odd_steps.py" />
            <source>× NaN or infinities in {0}: {1}{2}</source>
            <translation>× {0} 含有 NaN 或无穷：{1}{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/timeline.py" />
            <source>Time axis of the checkpoints</source>
            <translation>检查点的时间轴</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/timeline.py" />
            <source>What the time axis shows</source>
            <translation>时间轴显示的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/timeline.py" />
            <location filename="../../explorer/gui/toolbar.py" />
            <source>Compare with {0}</source>
            <translation>与 {0} 比较</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/timeline.py" />
            <source>Axis by {0}</source>
            <translation>坐标轴按{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/timeline.py" />
            <source>{0} checkpoint: {1}</source>
            <translation>{0}检查点：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/update_curves.py" />
            <source>weights: size of update</source>
            <translation>权重：更新幅度</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/update_curves.py" />
            <source>chosen variable: size of update</source>
            <translation>所选变量：更新幅度</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/update_curves.py" />
            <source>The updates could not be measured: {0}</source>
            <translation>无法测量更新：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/update_curves.py" />
            <source>Measuring updates for the time axis</source>
            <translation>正在为时间轴测量更新</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/update_curves.py" />
            <source>Choose a variable in any view to see how far it moved from step to step.</source>
            <translation>请在任一视图中选择变量，以查看其逐步变动的幅度。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/update_curves.py" />
            <source>Measuring how far the values moved…</source>
            <translation>正在测量值的变动幅度…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/update_curves.py" />
            <source>No two steps can be compared.</source>
            <translation>没有可比较的两步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/words.py" />
            <source>deleted from disk; nothing of it was remembered</source>
            <translation>已从磁盘删除；没有任何记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/words.py" />
            <source>deleted from disk, remembered: its table and what was read of it</source>
            <translation>已从磁盘删除，仍有记录：其变量表格和读取过的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/words.py" />
            <source>{0}: {1}, in another directory</source>
            <translation>{0}：{1}，在另一个目录中</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/words.py" />
            <source>step {0}, saved {1}, deleted since
{2}</source>
            <translation>第 {0} 步，保存于 {1}，此后已删除
{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/words.py" />
            <source>was {0}, {1}</source>
            <translation>原为 {0}，{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/timeline/words.py" />
            <source>at an unknown time</source>
            <translation>未知时间</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/toolbar.py" />
            <source>Compare with</source>
            <translation>比较对象</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/toolbar.py" />
            <source>Toolbar</source>
            <translation>工具栏</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/toolbar.py" />
            <source>Reload, and how to follow the run</source>
            <translation>重新加载，以及如何跟踪运行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/toolbar.py" />
            <source>Search variables and nodes</source>
            <translation>搜索变量和节点</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/toolbar.py" />
            <source>Search variables and nodes (/)</source>
            <translation>搜索变量和节点（/）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/toolbar.py" />
            <source>Search in the current view (Ctrl+F or /)</source>
            <translation>在当前视图中搜索（Ctrl+F 或 /）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/toolbar.py" />
            <source>In {0}</source>
            <translation>{0} 中</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/toolbar.py" />
            <source>deleted, remembered</source>
            <translation>已删除，仍有记录</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/toolbar.py" />
            <source>Step</source>
            <translation>步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/toolbar.py" />
            <source>Target {0}</source>
            <translation>目标：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/toolbar.py" />
            <source>{0} more: see the directory panel</source>
            <translation>另有 {0} 个：请看目录面板</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/toolbar.py" />
            <source>Compare with none</source>
            <translation>不比较</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/toolbar.py" />
            <source>later: becomes the newer, {0} the older</source>
            <translation>较晚：成为新的一侧，{0} 成为旧的一侧</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/toolbar.py" />
            <source>{0} more: choose one by its file</source>
            <translation>另有 {0} 个：请通过文件选择</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/toolbar.py" />
            <source>There is no other step to compare with</source>
            <translation>没有可供比较的其他步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/asking.py" />
            <source>Open a directory with checkpoints to see their values.</source>
            <translation>请打开包含检查点的目录以查看其值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/asking.py" />
            <source>This tensor takes {0} of memory.</source>
            <translation>此张量占用 {0} 内存。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/asking.py" />
            <source>Nothing to show</source>
            <translation>没有可显示的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/asking.py" />
            <source>Choose a variable in the graph or the table to see its values.</source>
            <translation>请在图或表格中选择变量以查看其值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/asking.py" />
            <source>The tensor is empty: its shape is {0}.</source>
            <translation>张量为空：其形状为 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/asking.py" />
            <source>Reading …</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/asking.py" />
            <source>These values cannot be shown</source>
            <translation>无法显示这些值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/asking.py" />
            <source>Read all {0}</source>
            <translation>读取全部 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/asking.py" />
            <location filename="../../explorer/gui/values/tensors.py" />
            <source>{0} does not hold this tensor.</source>
            <translation>{0} 不包含此张量。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/asking.py" />
            <source>Read its beginning (16.0 MiB)</source>
            <translation>读取开头部分（16.0 MiB）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/asking.py" />
            <source>Show anyway</source>
            <translation>仍然显示</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/axis_bar.py" />
            <source>Axes of the tensor</source>
            <translation>张量的轴</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/axis_bar.py" />
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Rows</source>
            <translation>行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/axis_bar.py" />
            <source>Swap rows and columns</source>
            <translation>交换行和列</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/axis_bar.py" />
            <source>Swap rows and columns (T)</source>
            <translation>交换行和列（T）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/axis_bar.py" />
            <source>Axis shown as {0}</source>
            <translation>显示为{0}的轴</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/axis_bar.py" />
            <source>Which axis of the tensor runs along the {0} (arrow keys)</source>
            <translation>张量的哪个轴沿{0}方向排列（方向键）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/axis_bar.py" />
            <source>Index along {0}, 0 to {1}</source>
            <translation>{0} 的索引，0 到 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/axis_bar.py" />
            <source>Index along {0} (arrow keys, Page Up and Page Down)</source>
            <translation>{0} 的索引（方向键、Page Up 和 Page Down）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/axis_bar.py" />
            <source>of {0}</source>
            <translation>共 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/colour_bar.py" />
            <source>no finite values</source>
            <translation>没有有限值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/colour_bar.py" />
            <source>Colours and their values</source>
            <translation>颜色及其对应的值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/colour_bar.py" />
            <source>colours {0}</source>
            <translation>颜色：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/colours.py" />
            <source>around zero</source>
            <translation>以零为中心</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/colours.py" />
            <source>from least to largest</source>
            <translation>从最小到最大</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/colours.py" />
            <source>by size, log</source>
            <translation>按大小，对数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/colours.py" />
            <source>size of the value, log</source>
            <translation>值的大小，对数</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/colours.py" />
            <source>{0} % clipped at each end</source>
            <translation>两端各裁剪 {0} %</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/export.py" />
            <source>Writing the values</source>
            <translation>正在写入值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/export.py" />
            <source>text cannot be written as .npy without Python objects</source>
            <translation>不借助 Python 对象就无法将文本写入 .npy</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/export.py" />
            <source>its slices are not stored in their order</source>
            <translation>其切片未按顺序存储</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/export.py" />
            <source>the slice has {0} values, too many for a CSV file</source>
            <translation>该切片有 {0} 个值，对 CSV 文件来说过多</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/export.py" />
            <source>Export it as CSV.</source>
            <translation>请导出为 CSV。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/export.py" />
            <source>some slices of this tensor are not stored, and its type has no NaN to mark them</source>
            <translation>此张量的某些切片未存储，而其类型没有可用于标记的 NaN</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/export.py" />
            <source>Export slices as CSV.</source>
            <translation>请将切片导出为 CSV。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/export.py" />
            <source>Export the tensor as .npy, or copy the cells you need.</source>
            <translation>请将张量导出为 .npy，或复制所需的单元格。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/export.py" />
            <source>Export the slice as CSV, where they stay empty.</source>
            <translation>请将切片导出为 CSV，未存储处留空。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/export.py" />
            <source>Writing the slice</source>
            <translation>正在写入切片</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/export.py" />
            <source>Writing the strings</source>
            <translation>正在写入字符串</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/facts.py" />
            <source>{0} zero</source>
            <translation>{0} 个零</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/facts.py" />
            <source>{0} difference</source>
            <translation>{0} 个差值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/facts.py" />
            <source>{0} differences</source>
            <translation>{0} 个差值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/facts.py" />
            <location filename="../../explorer/gui/values/gone.py" />
            <source>mean {0}</source>
            <translation>均值 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/facts.py" />
            <location filename="../../explorer/gui/values/gone.py" />
            <source>std {0}</source>
            <translation>标准差 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/facts.py" />
            <location filename="../../explorer/gui/values/odd_marks.py" />
            <location filename="../../explorer/gui/values/pages.py" />
            <location filename="../../explorer/gui/values/pointing.py" />
            <source>not stored</source>
            <translation>未存储</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/facts.py" />
            <location filename="../../explorer/checkpoints/entry_reading.py" />
            <source>all {0}</source>
            <translation>全部为 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/facts.py" />
            <source>the rest {0}</source>
            <translation>其余为 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/facts.py" />
            <source>too large</source>
            <translation>过大</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/filters_page.py" />
            <location filename="../../explorer/analysis/sampling_tiles.py" />
            <source>Reading the filters</source>
            <translation>正在读取卷积核</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/filters_page.py" />
            <source>filter {0}, {1}</source>
            <translation>卷积核 {0}，{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/filters_page.py" />
            <source>Input channel of the filters</source>
            <translation>卷积核的输入通道</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/filters_page.py" />
            <source>Which input channel of each filter is drawn (I)</source>
            <translation>绘制每个卷积核的哪个输入通道（I）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/filters_page.py" />
            <source>Own colours</source>
            <translation>独立配色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/filters_page.py" />
            <source>Own colours for each filter</source>
            <translation>每个卷积核独立配色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/filters_page.py" />
            <source>Each filter from its own least to its own largest value, not the common one (O)</source>
            <translation>每个卷积核按自身的最小值到最大值着色，而非共用范围（O）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/filters_page.py" />
            <source>{0} filters, {1}</source>
            <translation>{0} 个卷积核，{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/filters_page.py" />
            <source>{0} not drawn</source>
            <translation>{0} 未绘制</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/filters_page.py" />
            <source>mean of {0} inputs</source>
            <translation>{0} 个输入的均值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/filters_page.py" />
            <source>as red, green, blue</source>
            <translation>作为红、绿、蓝</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/filters_page.py" />
            <source>input {0}</source>
            <translation>输入 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/filters_page.py" />
            <source>{0} more filter</source>
            <translation>另有 {0} 个卷积核</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/filters_page.py" />
            <source>{0} more filters</source>
            <translation>另有 {0} 个卷积核</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/going.py" />
            <location filename="../../explorer/analysis/sampling_find.py" />
            <source>Searching the slice</source>
            <translation>正在搜索切片</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/going.py" />
            <source>Type an index from 0 to {0}.</source>
            <translation>请输入 0 到 {0} 的索引。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/going.py" />
            <source>Type a row from 0 to {0} and a column from 0 to {1}, as in 0, 0.</source>
            <translation>请输入 0 到 {0} 的行和 0 到 {1} 的列，例如 0, 0。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/going.py" />
            <source>No value of this slice is NaN or infinite.</source>
            <translation>此切片没有 NaN 或无穷。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/going.py" />
            <source>No value of this slice is finite.</source>
            <translation>此切片没有有限值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/gone.py" />
            <source>Histograms and the inspector show what was remembered of it.</source>
            <translation>“直方图”和检查器会显示其记录的内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/gone.py" />
            <source>Its statistics had not been computed by then; Histograms shows the steps that are known.</source>
            <translation>当时尚未计算其统计信息；“直方图”会显示已知的各步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/gone.py" />
            <source>Remembered: {0}.</source>
            <translation>记录：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/grid_page.py" />
            <source>Measuring the selection</source>
            <translation>正在测量所选部分</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/grid_page.py" />
            <source>{0} · numbers are read as they come into view · select cells for their statistics</source>
            <translation>{0} · 数字进入视野时读取 · 选择单元格可查看其统计信息</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/grid_page.py" />
            <source>Reading numbers</source>
            <translation>正在读取数字</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/grid_page.py" />
            <source>Values as numbers</source>
            <translation>以数字显示的值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/grid_page.py" />
            <location filename="../../explorer/gui/values/heat_page.py" />
            <source>slice {0}</source>
            <translation>切片 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/grid_page.py" />
            <source>{0} selected: too many to read for their statistics</source>
            <translation>选中 {0}：过多，无法读取以计算统计信息</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/grid_page.py" />
            <source>selected {0} × {1}</source>
            <translation>选中 {0} × {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/grid_page.py" />
            <source>First {0} shown</source>
            <translation>显示的起始{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/grid_page.py" />
            <source>from {0} </source>
            <translation>起始{0} </translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/heat_map.py" />
            <source>Heat map of the slice</source>
            <translation>切片的热力图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/heat_page.py" />
            <source>Reading the picture</source>
            <translation>正在读取图片</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/heat_page.py" />
            <source>line: mean
band: least
to largest</source>
            <translation>线：均值
色带：最小
到最大</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/heat_page.py" />
            <source>difference {0} to {1}</source>
            <translation>差值 {0} 到 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/heat_page.py" />
            <source>Heat map of the slice, {0}: {1} rows along {2}, {3} columns along {4}</source>
            <translation>切片的热力图，{0}：沿 {2} 的 {1} 行，沿 {4} 的 {3} 列</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/more_actions.py" />
            <source>Go to the value next in size, the largest first</source>
            <translation>按大小转到下一个值，从最大值开始</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/more_actions.py" />
            <source>Clip 1 % of the colours</source>
            <translation>裁剪 1 % 的颜色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/more_actions.py" />
            <source>Leave 1 % of the values at each end out of the colours</source>
            <translation>两端各 1 % 的值不计入配色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/more_actions.py" />
            <source>Profiles of rows and columns</source>
            <translation>行和列的剖面</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/more_actions.py" />
            <source>Their mean as a line, least to largest as a band, beside the picture</source>
            <translation>在图片旁以线显示均值，以色带显示最小到最大</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/more_actions.py" />
            <source>Next NaN or infinity</source>
            <translation>下一个 NaN 或无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/more_actions.py" />
            <source>Go there, from the first one on</source>
            <translation>转到该处，从第一个开始</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/more_actions.py" />
            <source>Next largest value</source>
            <translation>下一个最大值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/more_actions.py" />
            <source>More ways to look at the values</source>
            <translation>查看值的更多方式</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/more_actions.py" />
            <source>Clipped colours, profiles, the next NaN, the largest value (M)</source>
            <translation>裁剪颜色、剖面、下一个 NaN、最大值（M）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/note_line.py" />
            <source>Read all of the tensor</source>
            <translation>读取整个张量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/note_line.py" />
            <source>Read the whole tensor into memory and compare its checksum (Ctrl+R)</source>
            <translation>将整个张量读入内存并核对校验和（Ctrl+R）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/note_line.py" />
            <source>Read all of it</source>
            <translation>读取全部</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/pages.py" />
            <source>one value</source>
            <translation>一个值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/pages.py" />
            <source>Strings of the tensor</source>
            <translation>张量的字符串</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/pages.py" />
            <source>exactly {0}</source>
            <translation>精确值 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/pages.py" />
            <source>{0} string</source>
            <translation>{0} 个字符串</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/pages.py" />
            <source>{0} strings</source>
            <translation>{0} 个字符串</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/painting.py" />
            <source>Painting</source>
            <translation>正在绘制</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/pointing.py" />
            <source>difference: {0}</source>
            <translation>差值：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/profile_strip.py" />
            <source>Profile of the {0}: mean, and least to largest</source>
            <translation>{0}的剖面：均值，以及最小到最大</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/profile_strip.py" />
            <source>The mean of each of the {0}, and from the least to the largest as a band</source>
            <translation>各{0}的均值，并以色带显示最小到最大</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/reading.py" />
            <source>Read in parts, as far as they are looked at: the checksum stands for the whole tensor and was not compared.</source>
            <translation>按查看的需要分部分读取：校验和针对整个张量，因此未核对。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/reading.py" />
            <source>Only the first {0} of {1} values were read (in storage order, not verified).</source>
            <translation>只读取了 {1} 个值中的前 {0} 个（按存储顺序，未校验）。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/reading.py" />
            <location filename="../../explorer/analysis/sampling_values.py" />
            <source>Reading the values</source>
            <translation>正在读取值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/reading.py" />
            <source>Shown without a check of the checksum: these values may be wrong.</source>
            <translation>未核对校验和即显示：这些值可能有误。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/reading.py" />
            <source>{0} of {1} values are in no stored slice and left empty.</source>
            <translation>{1} 个值中有 {0} 个不在任何存储的切片中，留空。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/reading.py" />
            <source>Reading the first values</source>
            <translation>正在读取开头的值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>The {0} nearest by cosine</source>
            <translation>余弦最接近的 {0} 行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <location filename="../../explorer/analysis/sampling_rows.py" />
            <source>Comparing rows</source>
            <translation>正在比较各行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>Comparing all rows …</source>
            <translation>正在比较所有行…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>The {0} nearest by cosine, of every {1} rows one: a sample</source>
            <translation>余弦最接近的 {0} 行，每 {1} 行取一行：抽样</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>Reading the row</source>
            <translation>正在读取行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>Row shown</source>
            <translation>显示的行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>Go to a row by its index (G)</source>
            <translation>按索引转到行（G）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>Nearest rows</source>
            <translation>最近的行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>Find the rows with the largest cosine to this one (N)</source>
            <translation>查找与此行余弦最大的行（N）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>Row</source>
            <translation>行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>Nearest rows by cosine</source>
            <translation>余弦最接近的行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>Choosing a row draws it in grey; Enter or a double click goes there</source>
            <translation>选择一行会以灰色绘制它；按 Enter 或双击可转到该行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <location filename="../../explorer/report/card_facts.py" />
            <location filename="../../explorer/report/graph_texts.py" />
            <location filename="../../explorer/report/verify_text.py" />
            <source> of {0}</source>
            <translation> / {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>Row {0} as a curve over {1}</source>
            <translation>行 {0} 沿 {1} 的曲线</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>No row has a direction to compare: this row is zero or not finite, or stands alone.</source>
            <translation>没有任何行有可比较的方向：此行为零或非有限，或是唯一的一行。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>{0} · row {1} in grey</source>
            <translation>{0} · 行 {1} 为灰色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/rows_page.py" />
            <source>length {0}</source>
            <translation>长度 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/subject.py" />
            <source>side by side</source>
            <translation>并排</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/tensors.py" />
            <source>The older value cannot be read: {0}</source>
            <translation>无法读取旧值：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/tensors.py" />
            <source>This is a fault of the program: {0}</source>
            <translation>这是本程序的缺陷：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/tensors.py" />
            <source>Reading values</source>
            <translation>正在读取值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/tensors.py" />
            <source>Reading the older values</source>
            <translation>正在读取旧值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/tensors.py" />
            <source>The older value is too large to be read, and cannot be read in parts.</source>
            <translation>旧值过大，无法读取，也无法分部分读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/tensors.py" />
            <source>There is no older step to compare with: choose one on the timeline.</source>
            <translation>没有可供比较的旧步：请在时间轴上选择。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/tensors.py" />
            <source>Strings have no difference.</source>
            <translation>字符串没有差值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/tensors.py" />
            <source>The shapes differ: {0} here, {1} at {2}. There is no difference value by value.</source>
            <translation>形状不同：此处为 {0}，{2} 为 {1}。没有逐值的差值。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/tensors.py" />
            <source>Only the beginning of the tensor was read; read all of it to compare.</source>
            <translation>只读取了张量的开头部分；读取全部后才能比较。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/tile_sheet.py" />
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Filters</source>
            <translation>卷积核</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/tile_sheet.py" />
            <source>filter {0} of {1} is chosen</source>
            <translation>已选择卷积核 {0} / {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Picture</source>
            <translation>图片</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Heat map or curve of the slice</source>
            <translation>切片的热力图或曲线</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Numbers</source>
            <translation>数字</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Every value as a number</source>
            <translation>以数字显示每个值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>One row as a curve, gone to by its index, and the rows nearest to it</source>
            <translation>以曲线显示一行（按索引转到），以及与其最近的行</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Each filter of a convolution as a tile</source>
            <translation>每个卷积核显示为一个图块</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>This step</source>
            <translation>此步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Side by side</source>
            <translation>并排</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Colours that fit</source>
            <translation>自动配色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Colours {0}</source>
            <translation>颜色：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Which step</source>
            <translation>哪一步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>What the older step is for: difference (D), side by side (Shift+D)</source>
            <translation>旧步的用途：差值（D）、并排（Shift+D）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>How values become colours</source>
            <translation>值如何转换为颜色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Two hues around zero, one ramp from the least to the largest value, or by size on a log scale (C)</source>
            <translation>以零为中心的两种色调、从最小到最大的一种渐变，或按大小的对数刻度（C）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Part of complex values</source>
            <translation>复数值的部分</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>What of a complex value is drawn (X)</source>
            <translation>绘制复数值的哪一部分（X）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Go to index</source>
            <translation>转到索引</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Go to cell</source>
            <translation>转到单元格</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Type an index (G)</source>
            <translation>输入索引（G）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_bar.py" />
            <source>Type row and column, as in 12, 5 (G)</source>
            <translation>输入行和列，例如 12, 5（G）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/values_view.py" />
            <source>Values of the chosen tensor</source>
            <translation>所选张量的值</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/vector_page.py" />
            <source>Reading the curve</source>
            <translation>正在读取曲线</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/vector_page.py" />
            <source>Values of the vector over their index, {0} of them</source>
            <translation>向量的值与索引，共 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/vector_page.py" />
            <source>a sample: every {0} values one</source>
            <translation>抽样：每 {0} 个值取一个</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/vector_page.py" />
            <source>the older step in grey</source>
            <translation>旧步为灰色</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/vector_page.py" />
            <source>marked {0}</source>
            <translation>标记 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/vector_plot.py" />
            <source>Values of the vector over their index</source>
            <translation>向量的值与索引</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/view_exports.py" />
            <source>Difference of the slice as CSV</source>
            <translation>将切片的差值导出为 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/view_exports.py" />
            <source>Slice as CSV</source>
            <translation>将切片导出为 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/view_exports.py" />
            <source>More than {0} cells: export the slice as CSV instead.</source>
            <translation>超过 {0} 个单元格：请改为将切片导出为 CSV。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/view_exports.py" />
            <source>Strings as CSV</source>
            <translation>将字符串导出为 CSV</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/values/view_exports.py" />
            <source>Tensor as .npy</source>
            <translation>将张量导出为 .npy</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/change_cells.py" />
            <location filename="../../explorer/analysis/updates/optimizer_steps.py" />
            <source>Working out the steps of the optimizer</source>
            <translation>正在推算优化器的更新</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/change_cells.py" />
            <source>no older step to compare with</source>
            <translation>没有可供比较的旧步</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/change_cells.py" />
            <source>changes since {0}</source>
            <translation>自 {0} 以来的变化</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/change_cells.py" />
            <location filename="../../explorer/gui/variables/variable_source.py" />
            <source>There is no older step to compare with.</source>
            <translation>没有可供比较的旧步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/scope_tree.py" />
            <location filename="../../explorer/report/columns.py" />
            <source>Dtype</source>
            <translation>dtype</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/scope_tree.py" />
            <location filename="../../explorer/report/columns.py" />
            <source>Bytes</source>
            <translation>字节</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/scope_tree.py" />
            <source>Variables by scope</source>
            <translation>按作用域显示变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/scope_tree.py" />
            <source>Columns of the tree</source>
            <translation>树的列</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variable_source.py" />
            <source>What becomes of the variable when it is restored into the chosen target</source>
            <translation>变量恢复到所选目标时的结果</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variable_source.py" />
            <source>How the values are spread, from the smallest to the largest</source>
            <translation>值的分布，从最小到最大</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variable_source.py" />
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Listing variables</source>
            <translation>正在列出变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>The variables could not be listed: {0}</source>
            <translation>无法列出变量：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Variables of the current step</source>
            <translation>当前步的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Show variables as a tree of scopes</source>
            <translation>将变量显示为作用域树</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Show the variables as a tree of their scopes (Ctrl+T)</source>
            <translation>将变量显示为作用域树（Ctrl+T）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Changes</source>
            <translation>变化</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Show how much each variable changed since the older step</source>
            <translation>显示每个变量自旧步以来的变化幅度</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Show or hide the columns of changes since the older step (Ctrl+Shift+D)</source>
            <translation>显示或隐藏自旧步以来变化的列（Ctrl+Shift+D）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>This step, columns shown (CSV)</source>
            <translation>此步，所显示的列（CSV）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>No variable has all of: {0}</source>
            <translation>没有变量包含以下所有词：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Esc in the filter field shows all variables again.</source>
            <translation>在筛选框中按 Esc 可重新显示所有变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Show histogram over all steps</source>
            <translation>显示所有步的直方图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Filter</source>
            <translation>筛选</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>The rows could not be sorted: {0}</source>
            <translation>无法对行排序：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>All steps, columns shown (CSV)</source>
            <translation>所有步，所显示的列（CSV）</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>This checkpoint holds no variables.</source>
            <translation>此检查点不包含变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>target: {0}</source>
            <translation>目标：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Nothing is opened yet.</source>
            <translation>尚未打开任何内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Open a directory with Ctrl+O, or drop one here.</source>
            <translation>请用 Ctrl+O 打开目录，或将目录拖放到此处。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>This directory holds no checkpoints.</source>
            <translation>此目录不包含检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Open another one with Ctrl+O.</source>
            <translation>请用 Ctrl+O 打开另一个目录。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>No step is chosen.</source>
            <translation>未选择步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/variables/variables_view.py" />
            <source>Choose one on the time axis or in the directory.</source>
            <translation>请在时间轴或目录中选择一步。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/view_tabs.py" />
            <source>The {0} view could not be made</source>
            <translation>无法创建“{0}”视图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/view_tabs.py" />
            <source>Views</source>
            <translation>视图</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/view_tabs.py" />
            <source>{0} is not part of this installation.</source>
            <translation>{0}不在此安装中。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/view_tabs.py" />
            <location filename="../../explorer/resources.py" />
            <source>Install checkpoint-explorer again.</source>
            <translation>请重新安装 checkpoint-explorer。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>Guide's network</source>
            <translation>指南中的网络</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>The object graph of TensorFlow's checkpoint guide: Adam, its slots m and v, three saves.</source>
            <translation>TensorFlow 检查点指南中的对象图：Adam 及其槽变量 m 和 v，三次保存。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>Iris classifier</source>
            <translation>鸢尾花分类器</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>An Estimator run, steps 1 and 200: name-based variables, two shards, graph and events.</source>
            <translation>Estimator 运行，第 1 步和第 200 步：基于名称的变量、两个分片、图和事件。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>Iris, wider layers</source>
            <translation>鸢尾花，更宽的层</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>The same program with 20 units a layer: choose it as restore target of the first.</source>
            <translation>同一程序，每层 20 个单元：可将其选作第一个演示的恢复目标。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>Iris, changed on the way</source>
            <translation>鸢尾花，中途更改</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>Continued with wider layers in the same directory: TensorFlow said nothing, the banner does.</source>
            <translation>在同一目录中以更宽的层继续训练：TensorFlow 没有任何提示，横幅会提示。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>Regression over 32 steps</source>
            <translation>32 步的回归</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>A long run: drag the handles of the time axis, watch the histograms move.</source>
            <translation>较长的运行：拖动时间轴的手柄，观察直方图的变动。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>Welcome</source>
            <translation>欢迎</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>See what is inside a TensorFlow model_dir: checkpoints, object graph, histograms, differences. Nothing is written into it, and TensorFlow is not needed.</source>
            <translation>查看 TensorFlow model_dir 的内容：检查点、对象图、直方图、差异。不会向其中写入任何内容，也不需要 TensorFlow。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>Open directory…</source>
            <translation>打开目录…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>Open file…</source>
            <translation>打开文件…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>Recent</source>
            <translation>最近</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>or drop one here</source>
            <translation>或拖放到此处</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/welcome.py" />
            <source>Demos</source>
            <translation>演示</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/window_problems.py" />
            <source>Show the {0} variables</source>
            <translation>显示这 {0} 个变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/window_problems.py" />
            <source>Show the variable</source>
            <translation>显示该变量</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/window_problems.py" />
            <source>Verify…</source>
            <translation>校验…</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/window_state.py" />
            <source>No longer in the directory: {0}.</source>
            <translation>已不在目录中：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/wish_store.py" />
            <source>Reading</source>
            <translation>正在读取</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/wish_store.py" />
            <source>{0} failed: {1}</source>
            <translation>{0} 失败：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/gui/wish_store.py" />
            <source>This is a fault of the program; the log has the details.</source>
            <translation>这是本程序的缺陷；详情见日志。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/atomic.py" />
            <source>The disk is full: free some space or choose another place.</source>
            <translation>磁盘已满：请释放一些空间或选择其他位置。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/atomic.py" />
            <source>The disk quota is used up: free some space or choose another place.</source>
            <translation>磁盘配额已用尽：请释放一些空间或选择其他位置。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/atomic.py" />
            <source>That file system is read-only: choose another place.</source>
            <translation>该文件系统是只读的：请选择其他位置。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/atomic.py" />
            <source>Choose a place you may write to.</source>
            <translation>请选择您有写入权限的位置。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/atomic.py" />
            <source>Choose a shorter file name.</source>
            <translation>请选择较短的文件名。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/atomic.py" />
            <source>cannot write: {0}</source>
            <translation>无法写入：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/atomic.py" />
            <source>the folder to write into is not there</source>
            <translation>要写入的文件夹不存在</translation>
        </message>
        <message>
            <location filename="../../explorer/report/atomic.py" />
            <source>that is a folder, a file name is needed</source>
            <translation>那是一个文件夹，需要的是文件名</translation>
        </message>
        <message>
            <location filename="../../explorer/report/atomic.py" />
            <source>Make the folder first, or choose another.</source>
            <translation>请先创建该文件夹，或选择其他文件夹。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/atomic.py" />
            <source>Add a file name.</source>
            <translation>请补上文件名。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/audit_text.py" />
            <source>not told</source>
            <translation>未说明</translation>
        </message>
        <message>
            <location filename="../../explorer/report/audit_text.py" />
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>no slots</source>
            <translation>无槽</translation>
        </message>
        <message>
            <location filename="../../explorer/report/audit_text.py" />
            <source>optimizer slots</source>
            <translation>优化器槽</translation>
        </message>
        <message>
            <location filename="../../explorer/report/audit_text.py" />
            <source>variables without slots</source>
            <translation>没有槽的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/report/audit_text.py" />
            <source>slots with values</source>
            <translation>槽中有值</translation>
        </message>
        <message>
            <location filename="../../explorer/report/audit_text.py" />
            <source>step counters</source>
            <translation>步数计数器</translation>
        </message>
        <message>
            <location filename="../../explorer/report/audit_text.py" />
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>moving averages</source>
            <translation>滑动平均</translation>
        </message>
        <message>
            <location filename="../../explorer/report/audit_text.py" />
            <source>input pipeline</source>
            <translation>输入管道</translation>
        </message>
        <message>
            <location filename="../../explorer/report/audit_text.py" />
            <source>random generators</source>
            <translation>随机数生成器</translation>
        </message>
        <message>
            <location filename="../../explorer/report/audit_text.py" />
            <source>the same optimizer</source>
            <translation>优化器是否相同</translation>
        </message>
        <message>
            <location filename="../../explorer/report/audit_text.py" />
            <source>the restore itself</source>
            <translation>恢复本身</translation>
        </message>
        <message>
            <location filename="../../explorer/report/card_facts.py" />
            <source> (inferred from {0})</source>
            <translation> （由 {0} 推断）</translation>
        </message>
        <message>
            <location filename="../../explorer/report/card_facts.py" />
            <source> and {0} more names</source>
            <translation> 及另外 {0} 个名称</translation>
        </message>
        <message>
            <location filename="../../explorer/report/card_facts.py" />
            <source>{0} of the values changed</source>
            <translation>{0} 的值已改变</translation>
        </message>
        <message>
            <location filename="../../explorer/report/card_facts.py" />
            <source> (inferred from names and shapes)</source>
            <translation> （由名称和形状推断）</translation>
        </message>
        <message>
            <location filename="../../explorer/report/card_facts.py" />
            <source>
and {0} more</source>
            <translation>
另有 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/report/card_facts.py" />
            <source>moved by {0} of its norm</source>
            <translation>变动幅度为其范数的 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/card_facts.py" />
            <source>since {0}</source>
            <translation>自 {0} 起</translation>
        </message>
        <message>
            <location filename="../../explorer/report/card_facts.py" />
            <source>{0} alike: {1}</source>
            <translation>{0} 个相同：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/card_facts.py" />
            <location filename="../../explorer/report/graph_drawing.py" />
            <location filename="../../explorer/report/graph_texts.py" />
            <source>{0} inside</source>
            <translation>内含 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/card_facts.py" />
            <source>no stored values</source>
            <translation>无存储的值</translation>
        </message>
        <message>
            <location filename="../../explorer/report/card_facts.py" />
            <source>in all</source>
            <translation>总计</translation>
        </message>
        <message>
            <location filename="../../explorer/report/card_facts.py" />
            <source>of dtype {0}: no numbers, no statistics.</source>
            <translation>dtype 为 {0}：不是数值，没有统计。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/card_facts.py" />
            <source>mean, std</source>
            <translation>均值、标准差</translation>
        </message>
        <message>
            <location filename="../../explorer/report/card_facts.py" />
            <source>became bad</source>
            <translation>变坏</translation>
        </message>
        <message>
            <location filename="../../explorer/report/card_facts.py" />
            <source>! {0} became NaN or infinite</source>
            <translation>! {0} 变成了 NaN 或无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/report/change_columns.py" />
            <source>NaN, Inf</source>
            <translation>NaN、Inf</translation>
        </message>
        <message>
            <location filename="../../explorer/report/change_columns.py" />
            <source>How many elements are NaN or infinite</source>
            <translation>有多少个元素是 NaN 或无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/report/change_columns.py" />
            <source>Last step</source>
            <translation>最后一步</translation>
        </message>
        <message>
            <location filename="../../explorer/report/change_columns.py" />
            <source>How far the optimizer moved the variable with its last step before the save, over the norm of the value: worked out from its slots</source>
            <translation>保存前的最后一步中优化器使变量变动了多少，与值的范数之比：由其槽算出</translation>
        </message>
        <message>
            <location filename="../../explorer/report/change_columns.py" />
            <source>Norm of the change since the older step over the norm of the older value</source>
            <translation>自旧步以来变化量的范数与旧值的范数之比</translation>
        </message>
        <message>
            <location filename="../../explorer/report/change_columns.py" />
            <source>Cosine of the angle between the older and the newer value as vectors</source>
            <translation>把旧值与新值看作向量，两者夹角的余弦</translation>
        </message>
        <message>
            <location filename="../../explorer/report/change_columns.py" />
            <source>Flipped %</source>
            <translation>变号 %</translation>
        </message>
        <message>
            <location filename="../../explorer/report/change_columns.py" />
            <source>Percentage of the elements that changed their sign since the older step</source>
            <translation>自旧步以来改变了符号的元素所占百分比</translation>
        </message>
        <message>
            <location filename="../../explorer/report/change_columns.py" />
            <source>Largest change of one element since the older step</source>
            <translation>自旧步以来单个元素的最大变化</translation>
        </message>
        <message>
            <location filename="../../explorer/report/change_columns.py" />
            <source>Unchanged</source>
            <translation>未改变</translation>
        </message>
        <message>
            <location filename="../../explorer/report/change_columns.py" />
            <source>Marks values that are the same as in the older step, bit for bit</source>
            <translation>标记与旧步逐位相同的值</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>The name the tensor is stored under in the checkpoint</source>
            <translation>张量在检查点中存储所用的名称</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>The name the program gave the variable, where the file tells it</source>
            <translation>程序给变量起的名称（如果文件中有记录）</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Variable, slot variable of an optimizer, hyperparameter ...</source>
            <translation>变量、优化器的槽变量、超参数……</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Owner</source>
            <translation>所有者</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>The object, scope or optimizer it belongs to</source>
            <translation>它所属的对象、作用域或优化器</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Slot</source>
            <translation>槽</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Name of the slot (m, v, momentum), for slot variables</source>
            <translation>槽变量的槽名（m、v、momentum）</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Slot of</source>
            <translation>所属变量</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Key of the variable a slot variable belongs to</source>
            <translation>槽变量所属变量的键</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Type of the elements, by TensorFlow's name</source>
            <translation>元素的类型，用 TensorFlow 的名称</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Size of each dimension; [] is a scalar</source>
            <translation>每个维度的大小；[] 表示标量</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>How many elements the shape has</source>
            <translation>该形状有多少个元素</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>How many bytes the value takes in the data files</source>
            <translation>值在数据文件中占多少字节</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Shard</source>
            <translation>分片</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Number of the data file; empty when stored in slices</source>
            <translation>数据文件的编号；以切片存储时为空</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Offset</source>
            <translation>偏移</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>First byte of the value in its data file</source>
            <translation>值在其数据文件中的第一个字节</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Checksum</source>
            <translation>校验和</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Stored masked CRC-32C of the value's bytes, hexadecimal</source>
            <translation>存储的值字节的掩码 CRC-32C，十六进制</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Slices</source>
            <translation>切片</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>In how many parts a partitioned variable is stored</source>
            <translation>分区变量分成几部分存储</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Smallest finite value</source>
            <translation>最小的有限值</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Largest finite value</source>
            <translation>最大的有限值</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Mean over the finite values</source>
            <translation>有限值的均值</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Std</source>
            <translation>标准差</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Standard deviation of the finite values (population)</source>
            <translation>有限值的标准差（总体）</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Sum of the absolute values</source>
            <translation>各元素绝对值之和</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Finite</source>
            <translation>有限</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>How many elements are finite</source>
            <translation>有多少个元素是有限的</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>How many elements are not a number</source>
            <translation>有多少个元素是 NaN</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>How many elements are plus infinity</source>
            <translation>有多少个元素是正无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>How many elements are minus infinity</source>
            <translation>有多少个元素是负无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Zeros</source>
            <translation>零</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>How many elements are exactly zero</source>
            <translation>有多少个元素恰好为零</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Denormal</source>
            <translation>非规格化</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>How many elements are denormal: nonzero but too small for full precision</source>
            <translation>有多少个元素是非规格化数：非零，但小到失去完整精度</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Why the stored value cannot be trusted</source>
            <translation>为什么存储的值不可信</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>there is no column {0}</source>
            <translation>没有名为 {0} 的列</translation>
        </message>
        <message>
            <location filename="../../explorer/report/columns.py" />
            <source>Columns: {0}.</source>
            <translation>可用的列：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/csv_table.py" />
            <source>no table format has the suffix {0}</source>
            <translation>没有后缀为 {0} 的表格格式</translation>
        </message>
        <message>
            <location filename="../../explorer/report/csv_table.py" />
            <source>Name the file {0}.</source>
            <translation>请把文件命名为 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/found_rows.py" />
            <source>class {0}</source>
            <translation>类 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/found_rows.py" />
            <source>called {0}</source>
            <translation>名为 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/found_rows.py" />
            <source>also at {0}</source>
            <translation>也位于 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/frames.py" />
            <source>a data frame of {0} needs {1}, which is not installed</source>
            <translation>{0} 的数据框需要 {1}，但尚未安装</translation>
        </message>
        <message>
            <location filename="../../explorer/report/frames.py" />
            <source>Install it with pip install {0}, or take `.to_numpy()`, which needs nothing else.</source>
            <translation>请用 pip install {0} 安装，或使用不需要其他库的 `.to_numpy()`。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/categories.py" />
            <source>other dtypes</source>
            <translation>其他 dtype</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/categories.py" />
            <source>16 MiB and more</source>
            <translation>16 MiB 及以上</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/colouring.py" />
            <source>{0} of {1}{2} {3}</source>
            <translation>{1}{2}中的 {0} 个：{3}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/colouring.py" />
            <source> and {0}</source>
            <translation> 和 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/colouring.py" />
            <source>{0} object</source>
            <translation>{0} 个对象</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/colouring.py" />
            <source>{0} objects</source>
            <translation>{0} 个对象</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/comparing.py" />
            <source>class or edges differ</source>
            <translation>类或边不同</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/kinds.py" />
            <source>restore verdict</source>
            <translation>恢复判定</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/kinds.py" />
            <source>how much it moved</source>
            <translation>变动了多少</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/kinds.py" />
            <source>NaN and infinities</source>
            <translation>NaN 与无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/updates.py" />
            <source>became NaN or infinite</source>
            <translation>变成了 NaN 或无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/updates.py" />
            <source>up to 0.01 %</source>
            <translation>不超过 0.01 %</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/updates.py" />
            <source>up to 0.1 %</source>
            <translation>不超过 0.1 %</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/updates.py" />
            <source>up to 1 %</source>
            <translation>不超过 1 %</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/updates.py" />
            <source>up to 10 %</source>
            <translation>不超过 10 %</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/updates.py" />
            <source>not comparable</source>
            <translation>不可比较</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/updates.py" />
            <source>cannot be read</source>
            <translation>无法读取</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_colours/updates.py" />
            <source>more than 10 %</source>
            <translation>超过 10 %</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_drawing.py" />
            <source>{0} each</source>
            <translation>每个 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_drawing.py" />
            <source>Naming nodes</source>
            <translation>正在命名节点</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_drawing.py" />
            <source>Looking for repeated blocks</source>
            <translation>正在查找重复的块</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source>[3, 4], 768x768, [*, 768], ?x4, [..., 10], [&gt;100, *] or scalar</source>
            <translation>[3, 4]、768x768、[*, 768]、?x4、[..., 10]、[&gt;100, *] 或 scalar</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source>&gt;1MiB, &lt;=4096, 1KiB..2MiB or 0</source>
            <translation>&gt;1MiB、&lt;=4096、1KiB..2MiB 或 0</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source>has several parents</source>
            <translation>有多个父节点</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source>is folded now</source>
            <translation>当前已折叠</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source>there for TensorFlow's own sake</source>
            <translation>仅供 TensorFlow 自身使用</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source>has a note of yours</source>
            <translation>有您的备注</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source>a slot without its variable</source>
            <translation>找不到所属变量的槽</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source>its value cannot be trusted</source>
            <translation>其值不可信</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source> Did you mean {0}:{1}?</source>
            <translation> 您是否要找 {0}:{1}？</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source>No {0} is called “{1}”.{2} Known: {3}.</source>
            <translation>没有名为“{1}”的 {0}。{2} 已知的有：{3}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source> Did you mean dtype:{0}?</source>
            <translation> 您是否要找 dtype:{0}？</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source>No dtype is called “{0}”.{1} In this checkpoint: {2}.</source>
            <translation>没有名为“{0}”的 dtype。{1} 此检查点中有：{2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source>number of elements</source>
            <translation>元素个数</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source>“{0}” is no {1}: write {2}:{3}.</source>
            <translation>“{0}”不是有效的 {1}：请写 {2}:{3}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source>“...” may stand once in a shape: write shape:{0}.</source>
            <translation>“...”在形状中只能出现一次：请写 shape:{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_fields.py" />
            <source>“{0}” is no shape: write shape:{1}.</source>
            <translation>“{0}”不是形状：请写 shape:{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_files.py" />
            <source>there is no graph format {0}</source>
            <translation>没有名为 {0} 的图格式</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_files.py" />
            <source>Formats: {0}.</source>
            <translation>可用的格式：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_index.py" />
            <source>Preparing the search</source>
            <translation>正在准备搜索</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_json.py" />
            <source>Writing the graph</source>
            <translation>正在写入图</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_outline.py" />
            <source>{0} helper node</source>
            <translation>{0} 个辅助节点</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_outline.py" />
            <source>{0} helper nodes</source>
            <translation>{0} 个辅助节点</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_outline.py" />
            <source>{0} hidden, {1} of them {2} but no path leads there; --helpers shows them</source>
            <translation>{0} 已隐藏，其中 {1} 个 {2}，但没有路径通向它们；用 --helpers 显示</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_outline.py" />
            <source>see {0}</source>
            <translation>见 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_outline.py" />
            <source>{0} of the graph's {1}</source>
            <translation>{0}（图中共 {1}）</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_outline.py" />
            <source>{0} further edge</source>
            <translation>另外 {0} 条边</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_outline.py" />
            <source>{0} further edges</source>
            <translation>另外 {0} 条边</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_outline.py" />
            <source>helper node</source>
            <translation>辅助节点</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_outline.py" />
            <source>{0} without values hidden; --helpers shows them</source>
            <translation>{0} 没有值，已隐藏；用 --helpers 显示</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_outline.py" />
            <source>holds a value</source>
            <translation>含有值</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_outline.py" />
            <source>hold values</source>
            <translation>含有值</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_outline.py" />
            <source>{0} folded away; --unfold PATH or --of whole shows more</source>
            <translation>{0} 已折叠；用 --unfold PATH 或 --of whole 显示更多</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_outline.py" />
            <source>further edge</source>
            <translation>另外的边</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_outline.py" />
            <source>{0} to shared nodes not named here; --format json has them</source>
            <translation>{0} 通向此处未列出的共享节点；--format json 中可见</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_query.py" />
            <source>the path</source>
            <translation>路径</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_query.py" />
            <source>the last name of the path</source>
            <translation>路径的最后一个名称</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_query.py" />
            <source>the checkpoint key</source>
            <translation>检查点键</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_query.py" />
            <source>the role</source>
            <translation>角色</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_query.py" />
            <source>the class</source>
            <translation>类</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_query.py" />
            <source>the dtype</source>
            <translation>dtype</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_query.py" />
            <source>the shape</source>
            <translation>形状</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_query.py" />
            <source>stored bytes</source>
            <translation>存储的字节数</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_query.py" />
            <source>how many elements</source>
            <translation>元素个数</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_query.py" />
            <source>what else is known of the node</source>
            <translation>关于该节点已知的其他信息</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_request.py" />
            <source>nothing in the graph matches</source>
            <translation>图中没有匹配项</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_request.py" />
            <source>these colours need another side</source>
            <translation>这些颜色需要另一侧</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_request.py" />
            <source>the graph has no node of that path</source>
            <translation>图中没有该路径的节点</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_request.py" />
            <source>Name it with {0}.</source>
            <translation>请用 {0} 指定它。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_request.py" />
            <source>Nothing is folded at {0}: --unfold changes nothing there.</source>
            <translation>{0} 处没有折叠：--unfold 在此不起作用。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_request.py" />
            <source>Paths are those of `ckptx graph --format json`; --select finds parts of them.</source>
            <translation>路径以 `ckptx graph --format json` 的输出为准；用 --select 可查找其中一部分。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_search.py" />
            <source>No exact match; nearest: {0}</source>
            <translation>没有完全匹配；最接近的：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_search.py" />
            <source>“{0}:” is no field. Fields: {1}.</source>
            <translation>“{0}:”不是字段。可用的字段：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_svg.py" />
            <source>{0} nodes are too many for a picture</source>
            <translation>{0} 个节点太多，无法画成图片</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_svg.py" />
            <source>Drawing edges</source>
            <translation>正在绘制边</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_svg.py" />
            <source>Drawing nodes</source>
            <translation>正在绘制节点</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_svg.py" />
            <source>Writing names</source>
            <translation>正在写入名称</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_svg.py" />
            <source>Writing the legend</source>
            <translation>正在写入图例</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_svg.py" />
            <source>Fold some of them, or write the graph as DOT, GraphML or JSON.</source>
            <translation>请折叠其中一部分，或将图写成 DOT、GraphML 或 JSON。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_texts.py" />
            <source>also {0}{1}</source>
            <translation>另见 {0}{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_words.py" />
            <source>Here: {0}.</source>
            <translation>此处有：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_words.py" />
            <source>This file tells no classes.</source>
            <translation>此文件未说明类。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/graph_words.py" />
            <source>No node is of a class “{0}”. {1}</source>
            <translation>没有类为“{0}”的节点。{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>the notes of this directory cannot be shown: {0}</source>
            <translation>无法显示此目录的备注：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>too many unreadable files of notes</source>
            <translation>无法读取的备注文件太多</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>it is no file of notes</source>
            <translation>这不是备注文件</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>another version of this program wrote it</source>
            <translation>由本程序的另一版本写入</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>it is damaged</source>
            <translation>已损坏</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>notes are not written into the directory that is open</source>
            <translation>备注不会写入当前打开的目录</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>a note holds at most {0} characters, a path {1}</source>
            <translation>一条备注最多 {0} 个字符，路径最多 {1} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>a directory has room for {0} notes</source>
            <translation>一个目录最多容纳 {0} 条备注</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>The file stays as it is until you write a note; it is then kept beside the new one.</source>
            <translation>在您写备注之前，该文件保持原样；之后它会保留在新文件旁边。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>Delete some.</source>
            <translation>请删除一些。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>it is too large for notes</source>
            <translation>它太大，不可能是备注</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>Set {0} to a folder elsewhere.</source>
            <translation>请把 {0} 设为别处的文件夹。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>the folder for notes cannot be made: {0}</source>
            <translation>无法创建备注文件夹：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>Shorten the note.</source>
            <translation>请缩短备注。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>Delete some first.</source>
            <translation>请先删除一些。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>Set {0} to a folder you may write to.</source>
            <translation>请把 {0} 设为您有写入权限的文件夹。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_notes.py" />
            <source>the file of notes cannot be put aside: {0}</source>
            <translation>无法移开备注文件：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_words.py" />
            <source>{0} chosen{1}</source>
            <translation>已选择 {0}{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_words.py" />
            <source>a pile of {0} alike</source>
            <translation>{0} 个相同节点的堆叠</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_words.py" />
            <source>folded, {0} inside</source>
            <translation>已折叠，内含 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_words.py" />
            <source> (+ {0} folded into them)</source>
            <translation> （+ 其中折叠的 {0} 个）</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_words.py" />
            <source>{0} · no stored values</source>
            <translation>{0} · 无存储的值</translation>
        </message>
        <message>
            <location filename="../../explorer/report/node_words.py" />
            <source>Copying nodes</source>
            <translation>正在复制节点</translation>
        </message>
        <message>
            <location filename="../../explorer/report/parquet.py" />
            <source>Parquet needs the library pyarrow, which is not installed</source>
            <translation>Parquet 需要 pyarrow 库，但尚未安装</translation>
        </message>
        <message>
            <location filename="../../explorer/report/parquet.py" />
            <source>Install it with pip install "checkpoint-explorer[parquet]", or choose a CSV file.</source>
            <translation>请用 pip install "checkpoint-explorer[parquet]" 安装，或选择 CSV 文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_ci.py" />
            <source>ways of loading</source>
            <translation>加载方式</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_ci.py" />
            <source>{0}; it is not the way of loading that counts here</source>
            <translation>{0}；这不是此处关注的加载方式</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_ci.py" />
            <source>Restore: {0}</source>
            <translation>恢复：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_markdown.py" />
            <source>**{0} into {1}**
</source>
            <translation>**{0} 恢复到 {1}**
</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_markdown.py" />
            <source>| way of loading | under | what it does | status checks |</source>
            <translation>| 加载方式 | 条件 | 结果 | 状态检查 |</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_markdown.py" />
            <source>| variable | model expects | checkpoint holds | verdict |</source>
            <translation>| 变量 | 模型期望 | 检查点中 | 判定 |</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_markdown.py" />
            <source>
{0} more rows are left out: the CSV has them all.</source>
            <translation>
另有 {0} 行省略：CSV 中包含全部。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>resource variables</source>
            <translation>资源变量</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>ref variables</source>
            <translation>引用变量</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>Silently wrong with {0}: {1}.</source>
            <translation>使用 {0} 时出现静默错误：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>{0}, without an error</source>
            <translation>{0}，不报错</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>restores {0} of {1} variables, without an error</source>
            <translation>恢复 {1} 个变量中的 {0} 个，不报错</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>asks for nothing</source>
            <translation>没有请求任何变量</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>restores its only variable</source>
            <translation>恢复其唯一的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>restores all {0} variables</source>
            <translation>恢复全部 {0} 个变量</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>{0} {1} the stored value by then: TensorFlow takes nothing back.</source>
            <translation>届时 {0} 个{1}存储的值：TensorFlow 不会撤回已赋的值。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>{0} would raise.</source>
            <translation>{0} 会抛出异常。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>All three status checks pass.</source>
            <translation>三项状态检查全部通过。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>Another way of loading is silently wrong, too.</source>
            <translation>另有一种加载方式也会静默出错。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>{0} other ways of loading are silently wrong, too.</source>
            <translation>另有 {0} 种加载方式也会静默出错。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>raises {0} on {1}</source>
            <translation>抛出 {0}，出错处为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>Nothing is assigned before the error.</source>
            <translation>报错之前没有赋任何值。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>1 variable is restored</source>
            <translation>1 个变量已恢复</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>{0} variables are restored</source>
            <translation>{0} 个变量已恢复</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>1 keeps its initial value</source>
            <translation>1 个保持初始值</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>{0} keep their initial values</source>
            <translation>{0} 个保持初始值</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>1 waits until it is created</source>
            <translation>1 个等到创建时恢复</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>{0} wait until they are created</source>
            <translation>{0} 个等到创建时恢复</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>1 variable takes the stored shape</source>
            <translation>1 个变量采用存储的形状</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>{0} variables take the stored shape</source>
            <translation>{0} 个变量采用存储的形状</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>1 variable takes another one's value</source>
            <translation>1 个变量得到另一个变量的值</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>{0} variables take other variables' values</source>
            <translation>{0} 个变量得到其他变量的值</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>variable has</source>
            <translation>变量已得到</translation>
        </message>
        <message>
            <location filename="../../explorer/report/restore_text.py" />
            <source>variables have</source>
            <translation>变量已得到</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>{0} read in {1}</source>
            <translation>在 {1} 内读取了 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>{0}; nothing was changed.</source>
            <translation>{0}；未作任何更改。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>{0} of {1} tensors{2} {3} lost, {4} {5} safe</source>
            <translation>{1} 个张量{2}中，{0} 个{3}丢失的，{4} 个{5}完好的</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>There was nothing to verify: {0}.</source>
            <translation>没有可校验的内容：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>There is no tensor to verify{0}: {1}.</source>
            <translation>没有可校验的张量{0}：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>{0} {1} cannot be read at all.</source>
            <translation>{0}{1}完全无法读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>it holds no tensor</source>
            <translation>不含张量</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>its only tensor is safe</source>
            <translation>其唯一的张量完好</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>all {0} tensors are safe</source>
            <translation>全部 {0} 个张量完好</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>Verification of {0}</source>
            <translation>{0} 的校验结果</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>{0} of {1} {2}{3} {4} safe, {5}</source>
            <translation>{1} 个{2}{3}中，{0} 个{4}完好的，{5}</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>The only tensor{0} is safe: {1}.</source>
            <translation>唯一的张量{0}完好：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>The only tensor{0} can be read: {1}.</source>
            <translation>唯一的张量{0}可以读取：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>its only tensor can be read</source>
            <translation>其唯一的张量可以读取</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>all {0} tensors can be read</source>
            <translation>全部 {0} 个张量可以读取</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>{0} problem</source>
            <translation>{0} 个问题</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>{0} problems</source>
            <translation>{0} 个问题</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>The checkpoint file should read:</source>
            <translation>checkpoint 文件的内容应为：</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>{0} {1} recoverable by renaming data files</source>
            <translation>{0} 个{1}可通过重命名数据文件找回的</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>The only tensor is lost</source>
            <translation>唯一的张量已丢失</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>All {0} tensors{1} are lost</source>
            <translation>全部 {0} 个张量{1}已丢失</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>The checkpoint cannot be read.</source>
            <translation>无法读取该检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>None of the {0} checkpoints can be read.</source>
            <translation>{0} 个检查点均无法读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>All {0} tensors of {1} checkpoints are safe: {2}.</source>
            <translation>{1} 个检查点的全部 {0} 个张量完好：{2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>All {0} tensors are safe: {1}.</source>
            <translation>全部 {0} 个张量完好：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>All {0} tensors of {1} checkpoints can be read: {2}.</source>
            <translation>{1} 个检查点的全部 {0} 个张量可以读取：{2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>All {0} tensors can be read: {1}.</source>
            <translation>全部 {0} 个张量可以读取：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>{0} other checkpoint</source>
            <translation>其他 {0} 个检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>{0} other checkpoints</source>
            <translation>其他 {0} 个检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>other checkpoint</source>
            <translation>其他检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>its files are gone</source>
            <translation>其文件已不存在</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>it is being written; it was not verified</source>
            <translation>正在写入，未校验</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>its index cannot be read, so which tensors it held cannot be told</source>
            <translation>其索引无法读取，因此不知道其中有哪些张量</translation>
        </message>
        <message>
            <location filename="../../explorer/report/verify_text.py" />
            <source>Note: {0}</source>
            <translation>注意：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/diff.py" />
            <source>values of dtype {0} cannot be compared</source>
            <translation>dtype 为 {0} 的值无法比较</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/diff.py" />
            <location filename="../../explorer/analysis/value_change.py" />
            <source>Comparing {0}</source>
            <translation>正在比较 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/diff_rule.py" />
            <source>equal means {0}</source>
            <translation>相等指 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/diff_rule.py" />
            <source>within rtol {0}, atol {1}</source>
            <translation>rtol {0}、atol {1} 以内</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/diff_rule.py" />
            <source>{0}, ignoring {1}</source>
            <translation>{0}，忽略 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/diff_rule.py" />
            <source> · no slots</source>
            <translation> · 不含槽</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/diff_rule.py" />
            <source> · no counters</source>
            <translation> · 不含计数器</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor.py" />
            <location filename="../../explorer/analysis/stored_values.py" />
            <location filename="../../explorer/formats/zip_member.py" />
            <source>Verifying {0}</source>
            <translation>正在校验 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor.py" />
            <source>it appeared while it was looked at</source>
            <translation>在查看期间才出现</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor.py" />
            <source>Verify it again.</source>
            <translation>请再次校验。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor.py" />
            <source>{0}; nothing was written for over an hour, so the save was probably interrupted</source>
            <translation>{0}；一个多小时没有写入，保存很可能已中断</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor.py" />
            <source>{0} is being written; it was not verified.</source>
            <translation>{0} 正在写入，未校验。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor.py" />
            <source>{0} was not verified: {1}.</source>
            <translation>{0} 未校验：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor.py" />
            <source>{0}: HDF5 as Keras writes it has no checksums; all values could be read, but a changed bit in one of them could not be told.</source>
            <translation>{0}：Keras 写的 HDF5 没有校验和；所有值都能读取，但若其中有一位被改变则无从得知。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor.py" />
            <source>{0}: HDF5 as Keras writes it has no checksums; a changed bit could not be told.</source>
            <translation>{0}：Keras 写的 HDF5 没有校验和；若有一位被改变则无从得知。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor.py" />
            <source>A restore leaves these variables as they are, or fails, depending on how it is asked.</source>
            <translation>恢复时这些变量会保持不变，或者报错，取决于恢复的方式。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor.py" />
            <source>the object graph names {0} {1} that the index does not hold: {2}</source>
            <translation>对象图列出了 {0} 个索引中没有的{1}：{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <location filename="../../explorer/formats/tensor_values.py" />
            <source>The data file is damaged, or belongs to another save than the index.</source>
            <translation>数据文件已损坏，或与索引属于不同的保存。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>the bytes that belong into it stand in {0}: the data files were swapped or renamed</source>
            <translation>本应在其中的字节位于 {0}：数据文件被交换或改名</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>Give the files their right names in a copy of the checkpoint.</source>
            <translation>请在检查点的副本中给这些文件恢复正确的名称。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>TensorFlow does not read it. It can be moved away.</source>
            <translation>TensorFlow 不读取它，可以移走。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>its data file is not there</source>
            <translation>其数据文件不存在</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>the data file is</source>
            <translation>数据文件</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>none of the {0} data files is</source>
            <translation>{0} 个数据文件全都</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>Copy the data from where the checkpoint was written; the index alone holds no values.</source>
            <translation>请从写出检查点的位置复制数据；只有索引则不含任何值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <location filename="../../explorer/formats/bundle_stream.py" />
            <source>the data file {0} is not there</source>
            <translation>数据文件 {0} 不存在</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <location filename="../../explorer/analysis/doctor_values.py" />
            <source>the data file is not there</source>
            <translation>数据文件不存在</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <location filename="../../explorer/analysis/doctor_values.py" />
            <location filename="../../explorer/formats/bundle_stream.py" />
            <source>Copy it from where the checkpoint was written, or use another checkpoint.</source>
            <translation>请从写出检查点的位置复制它，或使用其他检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>it should lie behind the end of {0}</source>
            <translation>它的位置超出了 {0} 的末尾</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>the file has {0} bytes, its tensors need {1}: it was cut short</source>
            <translation>文件有 {0} 字节，其张量需要 {1}：文件被截断</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>Copy it again from where it was written; the tensors before the cut are unharmed.</source>
            <translation>请从写出它的位置重新复制；截断处之前的张量完好。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>{0}{1}: {2} between the tensors belong to none of them.</source>
            <translation>{0}{1}：张量之间有 {2} 不属于任何张量。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>{0}{1}: {2} behind the last tensor belong to none; they may be of another save.</source>
            <translation>{0}{1}：最后一个张量之后有 {2} 不属于任何张量；可能来自另一次保存。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>The index is damaged; use another checkpoint for this tensor.</source>
            <translation>索引已损坏；请从其他检查点取得此张量。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>{0} not there: names and shapes can be read, values cannot</source>
            <translation>{0}不存在：可以读取名称和形状，无法读取值</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>{0} there: names and shapes can be read, values cannot</source>
            <translation>{0}不存在：可以读取名称和形状，无法读取值</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <location filename="../../explorer/formats/tensor_values.py" />
            <source>the checksum does not match: {0}</source>
            <translation>校验和不匹配：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>the bytes of {0} of its {1} tensors are all zero: the file was made, but never written</source>
            <translation>其 {1} 个张量中有 {0} 个的字节全为零：文件已创建，但从未写入</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>This happens when the machine stops during a save. Use another checkpoint.</source>
            <translation>机器在保存过程中停机时会出现这种情况。请使用其他检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>{0} of its {1} tensors do not match their checksums although all sizes fit: index and data are probably of different saves{2}</source>
            <translation>虽然所有大小都相符，但其 {1} 个张量中有 {0} 个与校验和不匹配：索引和数据很可能属于不同的保存{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>Find the data file of the same save as the index, or use another checkpoint.</source>
            <translation>请找到与索引属于同一次保存的数据文件，或使用其他检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <location filename="../../explorer/formats/tensor_bundle.py" />
            <source>The index is damaged.</source>
            <translation>索引已损坏。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>its data file is a git-lfs pointer</source>
            <translation>其数据文件是 git-lfs 指针</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>{0} byte</source>
            <translation>{0} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>{0} bytes</source>
            <translation>{0} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_bundle.py" />
            <source>Its bytes match their checksum, so it can be read.</source>
            <translation>其字节与校验和匹配，因此可以读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_causes.py" />
            <source> (the data file was written {0} after the index)</source>
            <translation> （数据文件在索引之后 {0} 写入）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_causes.py" />
            <source> (the data file was written {0} before the index)</source>
            <translation> （数据文件在索引之前 {0} 写入）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_causes.py" />
            <source>it is data file {0} of {1}, left over from another save: the index of this one names {2}</source>
            <translation>这是另一次保存遗留的第 {0} 个数据文件（共 {1} 个）：本次的索引列出 {2} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_checksums.py" />
            <location filename="../../explorer/formats/bundle_checks.py" />
            <source>it should end at byte {0} of {1}, which has {2}</source>
            <translation>它应结束于 {1} 的第 {0} 字节，而该文件只有 {2} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_checksums.py" />
            <source>too many tensors lie on the same bytes to check them all</source>
            <translation>位于相同字节上的张量太多，无法全部校验</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_directory.py" />
            <source>A corrected text of the file is proposed; save it elsewhere and copy it over yourself.</source>
            <translation>已拟出该文件的更正文本；请另存到别处，再自行复制覆盖。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_directory.py" />
            <source>graph expects {0}, checkpoint holds {1}</source>
            <translation>图期望 {0}，检查点中为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_directory.py" />
            <source>the checkpoint before it holds {0}, this one {1}</source>
            <translation>前一个检查点中为 {0}，此检查点中为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_directory.py" />
            <source>The checkpoint file names {0}, whose files are gone.</source>
            <translation>checkpoint 文件列出了 {0}，但其文件已不存在。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_directory.py" />
            <location filename="../../explorer/checkpoints/entry_reading.py" />
            <location filename="../../explorer/checkpoints/latest.py" />
            <source> and {0} more</source>
            <translation>，另有 {0} 处</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_directory.py" />
            <source>a temporary file of a save.</source>
            <translation>保存过程中的临时文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_strings.py" />
            <location filename="../../explorer/formats/tensor_values.py" />
            <source>{0} strings do not fit in {1} bytes</source>
            <translation>{0} 个字符串无法放入 {1} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_strings.py" />
            <location filename="../../explorer/formats/tensor_values.py" />
            <source>the checksum of its string lengths does not match: {0}</source>
            <translation>其字符串长度的校验和不匹配：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_strings.py" />
            <location filename="../../explorer/formats/tensor_values.py" />
            <source>its strings should fill {0} bytes, {1} are stored</source>
            <translation>其字符串应占 {0} 字节，存储的为 {1} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_strings.py" />
            <source>the length of one of its strings is no number</source>
            <translation>其中一个字符串的长度不是数字</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_strings.py" />
            <source>{0} bytes stand behind its last variant</source>
            <translation>最后一个 variant 之后还有 {0} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_strings.py" />
            <source>it ends {0} bytes too early</source>
            <translation>提前 {0} 字节结束</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_strings.py" />
            <source>the length of one of its strings has no end</source>
            <translation>其中一个字符串的长度没有结尾</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_strings.py" />
            <source>the variant {0} should have {1} bytes, {2} are left</source>
            <translation>variant {0} 应有 {1} 字节，只剩 {2} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_strings.py" />
            <source>the checksum of the variant {0} does not match: {1}</source>
            <translation>variant {0} 的校验和不匹配：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_values.py" />
            <source>The archive is damaged; what lies in its other members can still be read.</source>
            <translation>归档已损坏；其他成员中的内容仍可读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_values.py" />
            <source>its member {0} does not match its checksum: stored {1}, computed {2}</source>
            <translation>其成员 {0} 与校验和不匹配：存储的为 {1}，算得 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_values.py" />
            <source>{0}: its value cannot be given, so it was not checked: {1}.</source>
            <translation>{0}：无法给出其值，因此未校验：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_values.py" />
            <source>its member {0} unpacks to more than {1} bytes</source>
            <translation>其成员 {0} 解压后超过 {1} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/doctor_values.py" />
            <source>its member {0} cannot be unpacked: {1}</source>
            <translation>其成员 {0} 无法解压：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/answer.py" />
            <source>Looking for the variables an error names</source>
            <translation>正在查找错误中提到的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/answer.py" />
            <source>Paste the whole traceback, its last lines above all: they name the variable and both shapes.</source>
            <translation>请粘贴完整的回溯，尤其是最后几行：其中有变量名和两侧的形状。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/answer.py" />
            <source>It is a warning: nothing was raised, and what was matched is restored.</source>
            <translation>这是一条警告：没有抛出异常，匹配的部分已恢复。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/answer.py" />
            <source>Also</source>
            <translation>此外</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/answer.py" />
            <source>Layers named: {0}</source>
            <translation>提到的层：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/by_check.py" />
            <source>The error is of {0}, which does not read a checkpoint of this format: it is about another file.</source>
            <translation>该错误来自 {0}，它不读取这种格式的检查点：错误涉及的是另一个文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/by_check.py" />
            <source>The check of these two predicts no such error: the program ran with another checkpoint or model.</source>
            <translation>对这两侧的检查预测不出这样的错误：程序运行时用的是另一个检查点或模型。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/by_check.py" />
            <source>Neither the target nor the checkpoint has a variable called `{0}`.</source>
            <translation>目标和检查点中都没有名为 `{0}` 的变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/by_check.py" />
            <source>The two sides could not be checked: {0}</source>
            <translation>无法检查这两侧：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/reader.py" />
            <source>{0}, slot {1} of {2}</source>
            <translation>{0}，{2} 的槽 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/reader.py" />
            <source>The text is longer than {0} characters: its middle was not read.</source>
            <translation>文本超过 {0} 个字符：中间部分未读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/shapes.py" />
            <source>Keras turns a stored kernel round before it compares the shapes; the shape it is stored in is shown.</source>
            <translation>Keras 在比较形状之前会转置存储的卷积核；此处显示的是存储的形状。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/sides.py" />
            <source>the same fault</source>
            <translation>同一个错误</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/sides.py" />
            <source>the same layer</source>
            <translation>同一层</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/sides.py" />
            <source>a similar name</source>
            <translation>相近的名称</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>There is no message of a failed restore in this text.</source>
            <translation>这段文本中没有恢复失败的消息。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>An object-based checkpoint was given to a Saver, which looks for names: some of the graph's names are not among those its variables had.</source>
            <translation>把基于对象的检查点交给了按名称查找的 Saver：图中的一些名称不在其变量曾用的名称之中。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The checkpoint is name-based (or its object graph cannot be read), and it holds no value under the names of these variables.</source>
            <translation>检查点基于名称（或其对象图无法读取），其中没有这些变量名称下的值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The checkpoint holds values that found no place in the program.</source>
            <translation>检查点中有些值在程序中找不到位置。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The checkpoint holds values that found no place in the program; nothing was raised.</source>
            <translation>检查点中有些值在程序中找不到位置；没有抛出异常。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The program has variables that got no value from the checkpoint.</source>
            <translation>程序中有些变量没有从检查点得到值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The program has variables that got no value from the checkpoint; nothing was raised.</source>
            <translation>程序中有些变量没有从检查点得到值；没有抛出异常。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The checkpoint holds optimizer slots that found no optimizer to go to.</source>
            <translation>检查点中有些优化器槽找不到对应的优化器。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Objects were matched, but the stored values found no place in them: a variable on one side, a container on the other.</source>
            <translation>对象已匹配，但存储的值在其中找不到位置：一侧是变量，另一侧是容器。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Nothing but the root object was matched: the program's attributes have none of the checkpoint's names.</source>
            <translation>除根对象外没有任何匹配：程序的属性名都不在检查点中。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The program's checkpoint object has no variables yet: nothing was restored.</source>
            <translation>程序的检查点对象还没有变量：没有恢复任何内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The checkpoint holds the slots of a legacy Keras optimizer, the program has an optimizer of Keras 2.11 or later.</source>
            <translation>检查点中是旧版 Keras 优化器的槽，而程序使用 Keras 2.11 或更高版本的优化器。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Keras could not load some layers' weights from the file.</source>
            <translation>Keras 无法从文件加载某些层的权重。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Keras left some layers as they were: their weights do not fit the file.</source>
            <translation>Keras 让某些层保持不变：它们的权重与文件不符。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The model has no variables yet, so there is nothing the file's weights could go to.</source>
            <translation>模型还没有变量，因此文件中的权重无处可放。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>`by_name=True` is not for TensorFlow's checkpoint format. The weights were restored before this was raised.</source>
            <translation>`by_name=True` 不能用于 TensorFlow 的检查点格式。抛出此异常之前权重已恢复。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>`by_name=True` is only for `.h5` files of the old layout.</source>
            <translation>`by_name=True` 只能用于旧布局的 `.h5` 文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>`skip_mismatch=True` needs `by_name=True` for this kind of file.</source>
            <translation>对这种文件，`skip_mismatch=True` 需要同时使用 `by_name=True`。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>This Keras does not load files of this kind.</source>
            <translation>这个 Keras 不加载此类文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The file names a class the program has not registered.</source>
            <translation>文件列出了程序尚未注册的类。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>There is no checkpoint at this path.</source>
            <translation>此路径下没有检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>No path was given: `latest_checkpoint` found nothing in the directory.</source>
            <translation>没有给出路径：`latest_checkpoint` 在目录中没有找到任何检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>There is no file at this path.</source>
            <translation>此路径下没有文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The Estimator found no checkpoint in its directory: it goes on with initial values, and raises nothing.</source>
            <translation>Estimator 在其目录中没有找到检查点：它以初始值继续，不抛出异常。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The path is a directory, not a checkpoint's prefix.</source>
            <translation>该路径是目录，而不是检查点前缀。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The checkpoint's index is there, but a data file of it is missing.</source>
            <translation>检查点的索引存在，但缺少一个数据文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The file is not an HDF5 file, or was cut short.</source>
            <translation>该文件不是 HDF5 文件，或被截断。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Stored bytes do not match their checksum: the data file is damaged.</source>
            <translation>存储的字节与校验和不匹配：数据文件已损坏。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The index tells an impossible size: it is damaged.</source>
            <translation>索引给出了不可能的大小：索引已损坏。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The data file is shorter than the index says: it was cut short.</source>
            <translation>数据文件比索引所述的短：文件被截断。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>A file of Keras was given to what reads TensorFlow's checkpoints.</source>
            <translation>把 Keras 的文件交给了读取 TensorFlow 检查点的程序。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The index file is damaged, cut short, or no index at all.</source>
            <translation>索引文件已损坏、被截断，或根本不是索引。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>One object of the program stands where the checkpoint holds two, or the reverse.</source>
            <translation>程序中的一个对象对应检查点中的两个，或者相反。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Some stored values were never asked for.</source>
            <translation>有些存储的值从未被请求。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Load it with `model.load_weights(path)`, or `tf.keras.models.load_model(path)` where it holds a whole model.</source>
            <translation>请用 `model.load_weights(path)` 加载；如果文件含有整个模型，则用 `tf.keras.models.load_model(path)`。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Or name the prefix of a TensorFlow checkpoint (`.../ckpt-7`), without an ending.</source>
            <translation>或给出 TensorFlow 检查点的前缀（`.../ckpt-7`），不带结尾。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Build the model with the sizes the checkpoint was saved with (units, filters, classes, vocabulary).</source>
            <translation>请按检查点保存时的大小构建模型（单元、滤波器、类别、词表）。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Or leave this layer out of the restore and train it anew.</source>
            <translation>或在恢复时略去该层，重新训练它。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Declare the variables with the stored dtype (mind the dtype policy); TensorFlow converts nothing on restore.</source>
            <translation>请用存储的 dtype 声明变量（留意 dtype 策略）；TensorFlow 恢复时不作任何转换。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Or read the values with tf.train.load_checkpoint, cast them, and assign them.</source>
            <translation>或用 tf.train.load_checkpoint 读取值，转换类型后再赋值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>See whether it was renamed: propose renames, and load by an assignment map or a Saver's var_list.</source>
            <translation>请查明它是否改了名：让程序提出改名建议，并用赋值映射或 Saver 的 var_list 加载。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>If it is new in the model, restore only what is stored and let it keep its initial value.</source>
            <translation>如果它是模型中新增的，请只恢复存储的内容，让它保持初始值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>If the values are not needed, say so: `status.expect_partial()`.</source>
            <translation>如果不需要这些值，请明确说明：`status.expect_partial()`。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>If they are, give the program's attributes the names the checkpoint has.</source>
            <translation>如果需要，请给程序的属性取检查点中的名称。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Restore it with tf.train.Checkpoint, or give the Saver a var_list with the stored names.</source>
            <translation>请用 tf.train.Checkpoint 恢复，或给 Saver 一个含有存储名称的 var_list。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Restore it with tf.compat.v1.train.Saver, or give the variables the stored names.</source>
            <translation>请用 tf.compat.v1.train.Saver 恢复，或给变量取存储的名称。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Use the optimizer of tf.keras.optimizers.legacy, or restore the model alone and start the optimizer anew.</source>
            <translation>请使用 tf.keras.optimizers.legacy 中的优化器，或只恢复模型而让优化器重新开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Build the model with the layers it was saved with; then take over single layers.</source>
            <translation>请用保存时的层构建模型，再从中取用各个层。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Or load by the layers' names, where the file is an `.h5` of the old layout.</source>
            <translation>如果文件是旧布局的 `.h5`，也可按层的名称加载。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Give the layer the weights it was saved with (`use_bias`, normalization's `center` and `scale`).</source>
            <translation>请让该层具有保存时的权重（`use_bias`，以及归一化层的 `center` 和 `scale`）。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Call the model once on data of the right shape, or build it, before its weights are loaded.</source>
            <translation>在加载权重之前，请用形状正确的数据调用一次模型，或构建它。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Leave this argument out, or save the weights in the format it is for.</source>
            <translation>请去掉此参数，或用它所适用的格式保存权重。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Register the class, or hand it over in `custom_objects`.</source>
            <translation>请注册该类，或通过 `custom_objects` 传入。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>See what the directory holds; name the prefix (`model.ckpt-200`), without `.index`, and with all its data files beside it.</source>
            <translation>请查看目录中的内容；给出前缀（`model.ckpt-200`），不带 `.index`，且所有数据文件都在旁边。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Copy the files again, or restore another step; `ckptx verify` tells what can still be read.</source>
            <translation>请重新复制文件，或恢复另一步；`ckptx verify` 会说明哪些内容仍可读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>See whether this is the checkpoint of this model: compare the two sides.</source>
            <translation>请确认这是不是此模型的检查点：比较两侧。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Create the optimizer the checkpoint was saved with, or say `status.expect_partial()`.</source>
            <translation>请创建保存检查点时所用的优化器，或使用 `status.expect_partial()`。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Give each variable one place in the program, as it had when the checkpoint was saved.</source>
            <translation>请让每个变量在程序中只有一个位置，与保存检查点时一致。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <location filename="../../explorer/formats/bundle_slices.py" />
            <location filename="../../explorer/formats/v1_listing.py" />
            <source> (and {0} more)</source>
            <translation> （及另外 {0} 个）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>Shapes differ: model expects {0} elements, checkpoint holds {1}.</source>
            <translation>形状不同：模型期望 {0} 个元素，检查点中为 {1} 个。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>model expects {0}, checkpoint holds {1}</source>
            <translation>模型期望 {0}，检查点中为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The shape of {0} differs: {1}{2}.</source>
            <translation>{0} 的形状不同：{1}{2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The dtype of {0} differs: {1}{2}.</source>
            <translation>{0} 的 dtype 不同：{1}{2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The layers differ: model expects {0}, the file holds {1}.</source>
            <translation>层不同：模型期望 {0} 个，文件中有 {1} 个。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The weights of layer {0} differ{1}.</source>
            <translation>层 {0} 的权重不同{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>The model asks for {0}, the checkpoint holds nothing of that name{1}.</source>
            <translation>模型请求 {0}，检查点中没有该名称的内容{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/error_reading/words.py" />
            <source>: model expects {0}, the file holds {1}</source>
            <translation>：模型期望 {0} 个，文件中有 {1} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/graph_diff.py" />
            <location filename="../../explorer/checkpoints/object_graph.py" />
            <source>(node {0})</source>
            <translation>（节点 {0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/graph_diff_reasons.py" />
            <source>role {0} -&gt; {1}</source>
            <translation>角色 {0} -&gt; {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/graph_diff_reasons.py" />
            <source>holds no value any more</source>
            <translation>不再含有值</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/graph_diff_reasons.py" />
            <source>holds a value now</source>
            <translation>现在含有值</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/graph_diff_reasons.py" />
            <source>shape {0} -&gt; {1}</source>
            <translation>形状 {0} -&gt; {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/graph_diff_reasons.py" />
            <source>dtype {0} -&gt; {1}</source>
            <translation>dtype {0} -&gt; {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/graph_diff_reasons.py" />
            <source>slot of {0} -&gt; {1}</source>
            <translation>所属变量 {0} -&gt; {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/graph_diff_reasons.py" />
            <source>edge {0} removed</source>
            <translation>边 {0} 已删除</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/graph_diff_reasons.py" />
            <source>{0} more edges</source>
            <translation>另有 {0} 条边</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/graph_diff_reasons.py" />
            <source>class {0} -&gt; {1}</source>
            <translation>类 {0} -&gt; {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/graph_diff_reasons.py" />
            <source>edge {0} added</source>
            <translation>边 {0} 已新增</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/graph_diff_reasons.py" />
            <source>edge {0} leads to another object</source>
            <translation>边 {0} 通向另一个对象</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/graph_layout.py" />
            <location filename="../../explorer/analysis/graph_rows.py" />
            <source>Laying out the graph</source>
            <translation>正在排布图</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/graph_networkx.py" />
            <source>Gathering nodes</source>
            <translation>正在收集节点</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/histogram_series.py" />
            <source>no checkpoint holds a tensor {0}</source>
            <translation>没有检查点含有张量 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/history.py" />
            <source>the checkpoint is gone from the disk, and its values were never read while it was there</source>
            <translation>检查点已从磁盘上消失，它还在时从未读取过其值</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/history.py" />
            <source>{0} is being written and was left out</source>
            <translation>{0} 正在写入，已略过</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/history.py" />
            <source>{0} was left out: {1}</source>
            <translation>{0} 已略过：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/history.py" />
            <source>the change is not known: {0}</source>
            <translation>变化未知：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_by_rule.py" />
            <source>the program gives it the same name</source>
            <translation>程序给它的名称相同</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_by_rule.py" />
            <source>its sizes are exchanged: transposed</source>
            <translation>其尺寸互换：转置</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_code.py" />
            <source>Reader script, by the path of the objects</source>
            <translation>读取脚本，按对象的路径</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_code.py" />
            <source>Reader script, by the variables' names</source>
            <translation>读取脚本，按变量的名称</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_code.py" />
            <source>init_from_checkpoint with an assignment map</source>
            <translation>带赋值映射的 init_from_checkpoint</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_code.py" />
            <source>Saver with a var_list</source>
            <translation>带 var_list 的 Saver</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_code.py" />
            <source>Reader script for a session</source>
            <translation>用于会话的读取脚本</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_code.py" />
            <source>no form of code is called {0}</source>
            <translation>没有名为 {0} 的代码形式</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_code.py" />
            <source>a rename names a row or variable that is not there</source>
            <translation>改名建议中有不存在的行或变量</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_code.py" />
            <source>There are {0}.</source>
            <translation>可选的有：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_code.py" />
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <location filename="../../explorer/analysis/restoring/keras/assumed_program.py" />
            <location filename="../../explorer/analysis/restoring/keras/tf_format.py" />
            <location filename="../../explorer/analysis/restoring/objects/restore.py" />
            <location filename="../../explorer/analysis/restoring/predictions.py" />
            <location filename="../../explorer/checkpoints/keras_config.py" />
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <location filename="../../explorer/checkpoints/spec_merge.py" />
            <source>keras config</source>
            <translation>Keras 配置</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_reasons.py" />
            <source>the same path</source>
            <translation>路径相同</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_reasons.py" />
            <source> (and {0} others alike)</source>
            <translation> （及另外 {0} 个相同的）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_reasons.py" />
            <source>; same shape and dtype</source>
            <translation>；形状和 dtype 相同</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_reasons.py" />
            <source> (and another alike)</source>
            <translation> （及另一个相同的）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/renames_values.py" />
            <source>the stored values are equal</source>
            <translation>存储的值相等</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restore.py" />
            <source> One side is object-based, the other name-based: matched by the variables' names.</source>
            <translation> 一侧基于对象，另一侧基于名称：按变量的名称匹配。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/apis.py" />
            <source>load_weights (TF format)</source>
            <translation>load_weights（TF 格式）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/apis.py" />
            <source>Model.load_weights of an .h5 file</source>
            <translation>Model.load_weights（.h5 文件）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/apis.py" />
            <source>Model.load_weights of an .h5 file, by_name=True</source>
            <translation>Model.load_weights（.h5 文件），by_name=True</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/apis.py" />
            <source>Model.load_weights of an .h5 file, by_name=True, skip_mismatch=True</source>
            <translation>Model.load_weights（.h5 文件），by_name=True，skip_mismatch=True</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/apis.py" />
            <source>Model.load_weights of a .weights.h5 file</source>
            <translation>Model.load_weights（.weights.h5 文件）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/apis.py" />
            <source>Model.load_weights of a .weights.h5 file, skip_mismatch=True</source>
            <translation>Model.load_weights（.weights.h5 文件），skip_mismatch=True</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/apis.py" />
            <source>Model.load_weights of a .keras archive</source>
            <translation>Model.load_weights（.keras 归档）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/find.py" />
            <source>Looking for causes</source>
            <translation>正在查找原因</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/find.py" />
            <location filename="../../explorer/analysis/restoring/cures/by_cause.py" />
            <source>Looking for cures</source>
            <translation>正在查找解决方法</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/find.py" />
            <source>{0} {1} the stored shapes without an error.</source>
            <translation>{0} {1}存储的形状而不报错。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/find.py" />
            <source>{0} {1} values of other variables without an error.</source>
            <translation>{0} {1}其他变量的值而不报错。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/find.py" />
            <source>{0} {1} them at their initial values without an error.</source>
            <translation>{0} {1}它们保持初始值而不报错。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/find.py" />
            <source>{0} raises {1}.</source>
            <translation>{0} 抛出 {1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/find.py" />
            <source>{0} raise {1}.</source>
            <translation>{0} 抛出 {1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <source>{0} {1} in the checkpoint, not in the model</source>
            <translation>{0} {1}检查点中有、模型中没有的</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <source>{0} {1} no bias in the model, the checkpoint holds {2}</source>
            <translation>{0} 在模型中{1}偏置缺失，检查点中有{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <source>{0} of the checkpoint {1} not in the model: {2}</source>
            <translation>检查点的 {0}{1}模型中没有的：{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <source>1 variable: {0}.</source>
            <translation>1 个变量：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <source>{0} variables: {1}.</source>
            <translation>{0} 个变量：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <source> Layers are matched by their number, so those after it would take the values of others.</source>
            <translation> 层按编号匹配，因此其后的层会得到其他层的值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <source>{0} {1} in the model, not in the checkpoint</source>
            <translation>{0} {1}模型中有、检查点中没有的</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <source>{0} {1} in the model, none in the checkpoint</source>
            <translation>{0} 在模型中{1}，检查点中没有</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <source>{0} of the model {1} not in the checkpoint: {2}</source>
            <translation>模型的 {0}{1}检查点中没有的：{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <source>has a bias</source>
            <translation>有偏置</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/layers.py" />
            <source>have biases</source>
            <translation>有偏置</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>The file counts its layers class by class, the target tells no classes: some layers cannot be told apart</source>
            <translation>文件按类给层计数，而目标未说明类：有些层无法区分</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>Take the configuration of the model, model.to_json(), or a file of Keras as the target: it tells them.</source>
            <translation>请选择模型的配置（model.to_json()）或 Keras 的文件作为目标：它们会说明。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>{0} in the model is called {1} in the checkpoint</source>
            <translation>模型中的 {0} 在检查点中名为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>The model's objects are those of {0}, the checkpoint's those of {1}</source>
            <translation>模型的对象属于 {0}，检查点的对象属于 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>{0} of the same shapes are kept under other edges, so none is matched.</source>
            <translation>{0} 形状相同，但位于不同的边之下，因此都未匹配。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>{0} are numbered otherwise: {1} in the checkpoint</source>
            <translation>{0} 的编号不同：在检查点中 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>{0} have other names in the checkpoint: {1}</source>
            <translation>{0} 在检查点中用了其他名称：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>Variables called {0} in the model are called {1} in the checkpoint</source>
            <translation>模型中名为 {0} 的变量在检查点中名为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>{0} in {1} fit in shape once the scope is added or left out.</source>
            <translation>加上或去掉该作用域后，{1} 中的 {0} 形状相符。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>{0} in the model is {1} in the checkpoint</source>
            <translation>模型中的 {0} 在检查点中为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>Automatic names are numbered through a program: a second model in it gets the next numbers.</source>
            <translation>自动名称在整个程序中连续编号：其中的第二个模型会得到后续编号。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>{0} of the same shapes.</source>
            <translation>{0}，形状相同。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>Attribute {0}</source>
            <translation>属性 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>Layer {0}</source>
            <translation>层 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>Scope {0}</source>
            <translation>作用域 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>All of the same shapes.</source>
            <translation>形状全都相同。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>Variable {0} in the model is called {1} in the checkpoint</source>
            <translation>模型中的变量 {0} 在检查点中名为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>The model's names have the scope {0}, the checkpoint's do not</source>
            <translation>模型的名称带有作用域 {0}，检查点的则没有</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <source>The checkpoint's names have the scope {0}, the model's do not</source>
            <translation>检查点的名称带有作用域 {0}，模型的则没有</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <location filename="../../explorer/analysis/restoring/causes/order.py" />
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>{0} layer</source>
            <translation>{0} 个层</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/names.py" />
            <location filename="../../explorer/analysis/restoring/causes/order.py" />
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>{0} layers</source>
            <translation>{0} 个层</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>{0} of the optimizer do not go together: it was made with other settings.</source>
            <translation>优化器的 {0} 对不上：它是用其他设置创建的。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <location filename="../../explorer/analysis/restoring/cures/optimizer.py" />
            <location filename="../../explorer/analysis/resume_audit_rules.py" />
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <location filename="../../explorer/analysis/updates/step_settings.py" />
            <source>legacy Keras</source>
            <translation>旧版 Keras</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>{0} of the optimizers do not go together; the model's own variables are not concerned.</source>
            <translation>优化器的 {0} 对不上；模型自身的变量不受影响。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>The model's {0} is {1}, the checkpoint's is {2}</source>
            <translation>模型的 {0} 是 {1}，检查点的是 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>The two keep their {0} in different places, so none of the optimizer's state fits.</source>
            <translation>两者把 {0} 保存在不同的位置，因此优化器的状态全都对不上。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>The model's optimizer keeps the slots {0}, the checkpoint's kept {1}</source>
            <translation>模型的优化器使用槽 {0}，检查点的使用 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>{0} of the optimizers do not go together: they are of different classes or settings.</source>
            <translation>优化器的 {0} 对不上：它们的类或设置不同。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>The model's {0} keeps slots {1}, the checkpoint's does not{2}</source>
            <translation>模型的 {0} 使用槽 {1}，检查点的没有{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>The checkpoint's {0} kept slots {1}, the model's does not{2}</source>
            <translation>模型的优化器没有槽 {1}{2}，检查点的 {0} 有</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>The model trains with {0}, the checkpoint was saved with {1} ({2})</source>
            <translation>模型用 {0} 训练，检查点用 {1} 保存（{2}）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>The model trains with {0}, the checkpoint was saved with {1}</source>
            <translation>模型用 {0} 训练，检查点用 {1} 保存</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>{0} of the optimizers do not go together. Optimizers of this kind are matched by position, so slots of equal shape take values that mean something else, without an error.</source>
            <translation>优化器的 {0} 对不上。这类优化器按位置匹配，因此形状相同的槽会得到含义不同的值而不报错。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>the optimizer</source>
            <translation>优化器</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>one of tf.compat.v1.train</source>
            <translation>tf.compat.v1.train 的优化器</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>a legacy Keras optimizer</source>
            <translation>旧版 Keras 优化器</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>one of Keras 2.11 or later</source>
            <translation>Keras 2.11 或更高版本的优化器</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>one of Keras 3</source>
            <translation>Keras 3 的优化器</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/optimizer.py" />
            <source>of none</source>
            <translation>无</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/order.py" />
            <source>Layers there are matched by their number: the {0} after it would take the values of {1}.</source>
            <translation>那里的层按编号匹配：其后的层（{0}）会得到{1}的值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/order.py" />
            <source>{0} of {1} {2} in another order: {3}</source>
            <translation>{1} 中的 {0}{2}另一种顺序：{3}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/order.py" />
            <source>They are matched by their number: each would take the values of the one that stood there before.</source>
            <translation>它们按编号匹配：每个都会得到原先位于该处的那一层的值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/order.py" />
            <source>the model</source>
            <translation>模型</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/order.py" />
            <source>the layers called {0}</source>
            <translation>名为 {0} 的层</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/order.py" />
            <source>The model lacks {0} that the checkpoint has: {1}, {2}at {3} of {4}</source>
            <translation>模型缺少检查点中的{0}：{1}，{2}位于 {4} 的 {3}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/order.py" />
            <source>one of shapes </source>
            <translation>形状为 </translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/order.py" />
            <source>positions {0}</source>
            <translation>第 {0} 位</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/order.py" />
            <source>position {0}</source>
            <translation>第 {0} 位</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/order.py" />
            <source>The model has {0} that the checkpoint has not: {1}, {2}at {3} of {4}</source>
            <translation>模型多出检查点中没有的{0}：{1}，{2}位于 {4} 的 {3}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/reroot.py" />
            <source>The {0}'s names have the scope {1}/, the {2}'s do not</source>
            <translation>{0} 的名称带有作用域 {1}/，{2} 的则没有</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/reroot.py" />
            <source>{0} fit once it is left out; what else differs is told apart.</source>
            <translation>去掉它之后 {0} 相符；其余的差异另行说明。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <source>{0} {1} {2} {3} in the model, {4} in the checkpoint</source>
            <translation>{0} 在模型中{1} {2} 个{3}，在检查点中为 {4} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>{0} is {1} in the model, {2} in the checkpoint</source>
            <translation>{0} 在模型中为 {1}，在检查点中为 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <source>The last layer, {0}, has {1} outputs in the model, {2} in the checkpoint</source>
            <translation>最后一层 {0} 在模型中有 {1} 个输出，在检查点中有 {2} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <source>{0}; {1} {2} from it.</source>
            <translation>{0}；{1} {2}这一变化。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <source>The inputs of {0} changed as well: {1} against {2}.</source>
            <translation>{0} 的输入也改变了：{1} 与 {2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <source>{0} takes {1} inputs in the model, {2} in the checkpoint</source>
            <translation>{0} 在模型中有 {1} 个输入，在检查点中有 {2} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <source>Its outputs are the same: the data, or what stands before it, has changed.</source>
            <translation>其输出相同：改变的是数据或它前面的层。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <source>{0} has a kernel of {1} in the model, {2} in the checkpoint</source>
            <translation>{0} 的卷积核在模型中为 {1}，在检查点中为 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <source>Other variables of this layer differ, too: {0}.</source>
            <translation>该层的其他变量也不同：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <source>Layer {0} holds {1} positions in the model, {2} in the checkpoint</source>
            <translation>层 {0} 在模型中有 {1} 个位置，在检查点中有 {2} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <source>1 variable and its slots</source>
            <translation>1 个变量及其槽</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <source>{0} variables and their slots</source>
            <translation>{0} 个变量及其槽</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <source>The vocabulary of {0} has {1} entries in the model, {2} in the checkpoint</source>
            <translation>{0} 的词表在模型中有 {1} 项，在检查点中有 {2} 项</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/shapes.py" />
            <source>{0} is transposed: the model expects {1}, the checkpoint holds {2}</source>
            <translation>{0} 是转置的：模型期望 {1}，检查点中为 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>The checkpoint holds weights only: {0} are not in it</source>
            <translation>检查点只含权重：其中没有 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>Training would start with a fresh optimizer.</source>
            <translation>训练会从全新的优化器开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>{0} {1} {2} in the model, {3} in the checkpoint: {4}</source>
            <translation>{0} 在模型中{1} {2}，在检查点中为 {3}：{4}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>The parts were saved as variables of their own, so no Saver puts them together again.</source>
            <translation>各部分被当作独立的变量保存，因此 Saver 不会再把它们拼合起来。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>The model asks for {0}, the checkpoint holds {1}</source>
            <translation>模型请求 {0}，检查点中为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>The checkpoint holds {0} that the model does not ask for</source>
            <translation>检查点中有模型不请求的 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>They stay in the file. A model that is to be judged by its averages must ask for them.</source>
            <translation>它们留在文件中。要用平均值评估的模型必须请求它们。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>{0} {1} not in the checkpoint: those of {2}</source>
            <translation>{0}{1}检查点中没有的：属于 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>The model has no optimizer state, the checkpoint holds {0}</source>
            <translation>模型没有优化器状态，检查点中有 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>Nothing is lost when the model only predicts; training would start with a fresh optimizer.</source>
            <translation>如果模型只用于预测，则没有任何损失；训练会从全新的优化器开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>The checkpoint holds no {0}</source>
            <translation>检查点中没有 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>The checkpoint holds no {0} of the optimizer</source>
            <translation>检查点中没有优化器的 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>{0} slot</source>
            <translation>{0} 个槽变量</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>{0} slots</source>
            <translation>{0} 个槽变量</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>1 slot of {0}</source>
            <translation>{0} 的 1 个槽</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>{0} slots of {1}</source>
            <translation>{1} 的 {0} 个槽</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>A LossScaleOptimizer wraps the optimizer, so the optimizer's own variables move, too.</source>
            <translation>LossScaleOptimizer 包装了优化器，因此优化器自身的变量也会移位。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>{0} in the checkpoint {1} unused: those of {2}</source>
            <translation>检查点中的 {0}{1}未使用的：属于 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>Weights alone were saved, or by a program that counts elsewhere.</source>
            <translation>只保存了权重，或由在别处计数的程序保存。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>in parts</source>
            <translation>分区存储的</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>{0} moving average</source>
            <translation>{0} 个滑动平均</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>{0} moving averages</source>
            <translation>{0} 个滑动平均</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>The checkpoint was saved with a scaled loss (mixed precision), the model has none</source>
            <translation>检查点保存时使用了损失缩放（混合精度），模型没有</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>The model scales its loss (mixed precision), the checkpoint was saved without</source>
            <translation>模型使用损失缩放（混合精度），检查点保存时没有</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>{0} would take another variable's value: {1}</source>
            <translation>{0} 会得到另一个变量的值：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>{0} {1} in shape: {2}</source>
            <translation>{0} 的形状{1}：{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>{0} {1} in dtype: {2}</source>
            <translation>{0} 的 dtype {1}：{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <source>{0} {1} not in the checkpoint: {2}</source>
            <translation>{0}{1}检查点中没有的：{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/state.py" />
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>moving average</source>
            <translation>滑动平均</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>The model restores by objects, the checkpoint is name-based</source>
            <translation>模型按对象恢复，检查点基于名称</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>tf.train.Checkpoint then takes values by the variables' names and is silent about those it does not find.</source>
            <translation>这时 tf.train.Checkpoint 按变量的名称取值，对找不到的变量不作任何提示。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>{0} {1} damaged: {2}</source>
            <translation>{0}{1}已损坏的：{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>The checkpoint is of another model: {0} of the model's {1} variables {2} in it</source>
            <translation>检查点属于另一个模型：模型的 {1} 个变量中，检查点含有的{2}：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>The model has {0}; the checkpoint holds {1}.</source>
            <translation>模型有 {0}；检查点中有 {1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>The model has {0} with weights, the checkpoint {1}</source>
            <translation>模型有 {0} 带权重，检查点有 {1} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>The file numbers its layers, so all from the first other one on are shifted.</source>
            <translation>文件给各层编号，因此从第一个不同的层起全部错位。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>The checkpoint is a file of Keras, the target is a checkpoint or graph of TensorFlow</source>
            <translation>检查点是 Keras 的文件，目标是 TensorFlow 的检查点或图</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>tf.train.Checkpoint and Saver do not read files of Keras: load it with load_weights into the model that wrote it, and save that model as a checkpoint.</source>
            <translation>tf.train.Checkpoint 和 Saver 不读取 Keras 的文件：请用 load_weights 把它加载到写出它的模型中，再把该模型保存为检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>The target is a file of Keras, the checkpoint is one of TensorFlow</source>
            <translation>目标是 Keras 的文件，检查点是 TensorFlow 的</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>load_weights of Keras 3 does not read it; tf.train.Checkpoint does, into a model of the same layers.</source>
            <translation>Keras 3 的 load_weights 不读取它；tf.train.Checkpoint 可以把它读入层相同的模型。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>The model restores by names, the checkpoint is object-based</source>
            <translation>模型按名称恢复，检查点基于对象</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>A Saver finds the values by the names stored in the object graph if every one of its names is there.</source>
            <translation>只要 Saver 的每个名称都在对象图存储的名称之中，它就能由此找到各个值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>The two sides name their variables in different ways: hardly any can be matched by name</source>
            <translation>两侧给变量命名的方式不同：几乎没有变量能按名称匹配</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>This tells nothing about their shapes. Compare two files of one kind, or load the model that saved one of them.</source>
            <translation>这并不说明其形状如何。请比较同类的两个文件，或加载保存了其中之一的模型。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>only {0}</source>
            <translation>仅 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>The model keeps its variables in {0}, the checkpoint in {1} ({2})</source>
            <translation>模型的变量为 {0}，检查点中的为 {1}（{2}）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>The dtype policy or the default float type of the program has changed.</source>
            <translation>程序的 dtype 策略或默认浮点类型已改变。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>Nothing speaks against it, but of {0} the target tells neither shape nor dtype</source>
            <translation>没有迹象表明不符，但对于 {0}，目标既未说明形状也未说明 dtype</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>The only variable of the model fits</source>
            <translation>模型唯一的变量相符</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>All {0} variables of the model fit</source>
            <translation>模型的全部 {0} 个变量相符</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source> It keeps the learning rate in its configuration, not among its values.</source>
            <translation> 它把学习率保存在配置中，而不在值之中。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>{0} stored value</source>
            <translation>{0} 个存储的值</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>{0} stored values</source>
            <translation>{0} 个存储的值</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>{0} called {1} are {2} in the model, {3} in the checkpoint</source>
            <translation>名为 {1} 的 {0} 在模型中为 {2}，在检查点中为 {3}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>With {0} of the optimizer.</source>
            <translation>另有优化器的 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/whole.py" />
            <source>stored value</source>
            <translation>存储的值</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/words.py" />
            <source>layers {0}</source>
            <translation>层 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/words.py" />
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>layer {0}</source>
            <translation>层 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/words.py" />
            <source>hidden layers {0}</source>
            <translation>隐藏层 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/causes/words.py" />
            <source>hidden layer {0}</source>
            <translation>隐藏层 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/files.py" />
            <source>Convert it: read the values by name into the new program, and save that.</source>
            <translation>请转换它：按名称把值读入新程序，再保存。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/files.py" />
            <source>Read the values into the graph's variables, under the keys the file has.</source>
            <translation>请按文件中的键把值读入图的变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/files.py" />
            <source>Restore it with tf.train.Checkpoint into the model of that file, and save that with Keras.</source>
            <translation>请用 tf.train.Checkpoint 把它恢复到该文件对应的模型中，再用 Keras 保存。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/files.py" />
            <source>Restore from another step of the run, or copy the files of this one again.</source>
            <translation>请从本次运行的另一步恢复，或重新复制这一步的文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/files.py" />
            <source>Choose the directory of the run that saved this model: the names above say which model the checkpoint is of.</source>
            <translation>请选择保存此模型的那次运行的目录：上面的名称表明检查点属于哪个模型。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/files.py" />
            <source>Choose as the target a file of the same kind that the program in question has written.</source>
            <translation>请选择由相关程序写出的同类文件作为目标。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/files.py" />
            <source>Restore it with a Saver in the program that saved it.</source>
            <translation>请在保存它的程序中用 Saver 恢复。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/files.py" />
            <source>Restore it with tf.train.Checkpoint in the program that saved it.</source>
            <translation>请在保存它的程序中用 tf.train.Checkpoint 恢复。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/files.py" />
            <source>Load the file into its own Keras model and save that as a checkpoint of TensorFlow.</source>
            <translation>请把文件加载到它自己的 Keras 模型中，再将其保存为 TensorFlow 检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/layers.py" />
            <source>Read each value into the layer it belongs to; what is new keeps its initial value.</source>
            <translation>请把每个值读入它所属的层；新增的部分保持初始值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/layers.py" />
            <source>Or load what the model has, and leave the rest in the file.</source>
            <translation>或加载模型中有的部分，其余留在文件中。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/layers.py" />
            <source>Read each value into the layer it most likely belongs to: the file tells no names, so look at the pairs.</source>
            <translation>请把每个值读入它最可能所属的层：文件没有给出名称，因此请核对这些配对。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/layers.py" />
            <source>Add the layer at the end, or keep each layer under an attribute of its own, so that none is matched by its number.</source>
            <translation>请把该层加在末尾，或把每个层放在各自的属性下，这样就不会按编号匹配。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/layers.py" />
            <source>Give the layer its bias again, as the checkpoint was saved: use_bias=True.</source>
            <translation>请恢复该层的偏置，与检查点保存时一致：use_bias=True。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/layers.py" />
            <source>Build the model with the layer, load it, and take it out afterwards.</source>
            <translation>请用该层构建模型，加载后再将其取出。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/layers.py" />
            <source>Put the layers in the order in which they were saved.</source>
            <translation>请把各层按保存时的顺序排列。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/layers.py" />
            <source>Build the model with the layer, restore it, and take it out afterwards.</source>
            <translation>请用该层构建模型，恢复后再将其取出。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/layers.py" />
            <source>what is new</source>
            <translation>新增的部分</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/layers.py" />
            <source>Restore as before: what is new keeps its initial value. Do not assert that everything matched.</source>
            <translation>照常恢复：新增的部分保持初始值。不要断言全部匹配。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/names.py" />
            <source>Read the values by the variables' names; the optimizer starts anew.</source>
            <translation>请按变量的名称读取值；优化器重新开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/names.py" />
            <source>Read all values, these under their stored names.</source>
            <translation>请读取所有值，这些则用其存储的名称读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/names.py" />
            <source>Ask the file for the names it has: a Saver with a var_list.</source>
            <translation>请按文件中已有的名称请求：使用带 var_list 的 Saver。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/names.py" />
            <source>Or initialize the variables from the checkpoint: an assignment_map, stored name to the graph's name.</source>
            <translation>或从检查点初始化变量：用 assignment_map 把存储的名称映射到图中的名称。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/names.py" />
            <source>Load by the order of the layers: names play no role then.</source>
            <translation>请按层的顺序加载：这样名称不起作用。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/names.py" />
            <source>Call it {0} in the program again: an object graph is matched by attribute names.</source>
            <translation>请在程序中把它改回 {0}：对象图按属性名匹配。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/names.py" />
            <source>Mend what else is told here, and restore the {0} as what the {1} keeps under {2}.</source>
            <translation>请修正此处指出的其他问题，并把 {0} 作为 {1} 中 {2} 之下的内容恢复。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/names.py" />
            <source>The file was saved from {0} itself: restore it into that.</source>
            <translation>文件是由 {0} 本身保存的：请恢复到它。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/names.py" />
            <source>The file was saved with {0} as an attribute of the root: restore the model as that.</source>
            <translation>保存文件时 {0} 是根的一个属性：请把模型作为该属性恢复。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/names.py" />
            <source>Restore it under the name it was saved with: {0}={1}.</source>
            <translation>请用保存时的名称恢复它：{0}={1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/optimizer.py" />
            <source>Nothing to mend: it keeps its initial value. Set it yourself if the program relies on it.</source>
            <translation>无需修正：它保持初始值。如果程序依赖它，请自行设定。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/optimizer.py" />
            <source>Restore the variables themselves; the averages start from them.</source>
            <translation>请恢复变量本身；平均值从它们开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/optimizer.py" />
            <source>Restore the rest; it keeps its initial value.</source>
            <translation>请恢复其余部分；它保持初始值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/optimizer.py" />
            <source>Or keep its state: train with the legacy {0} (tf.keras of TensorFlow 2.11 to 2.15, or tf-keras).</source>
            <translation>或保留其状态：用旧版 {0} 训练（TensorFlow 2.11 至 2.15 的 tf.keras，或 tf-keras）。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/optimizer.py" />
            <source>Or keep its state: train with {0} {1}as the checkpoint was.</source>
            <translation>或保留其状态：与检查点一样用{1} {0} 训练。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/optimizer.py" />
            <source>Make the optimizer with the settings it was saved with.</source>
            <translation>请用保存时的设置创建优化器。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/optimizer.py" />
            <source>the averages</source>
            <translation>平均值</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/optimizer.py" />
            <source>To judge the model by its averages, restore them into the variables.</source>
            <translation>要用平均值评估模型，请把它们恢复到变量中。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/optimizer.py" />
            <source>of Keras 3</source>
            <translation>Keras 3 的</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/optimizer.py" />
            <source>of Keras 2.11 or later</source>
            <translation>Keras 2.11 或更高版本的</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/optimizer.py" />
            <source>Or keep its state: train with {0} as the checkpoint was.</source>
            <translation>或保留其状态：与检查点一样用 {0} 训练。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/pieces.py" />
            <source>Read every value that fits and start {0} anew.</source>
            <translation>请读取所有相符的值，{0} 重新开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/pieces.py" />
            <source>Read the model's values and let the optimizer start anew.</source>
            <translation>请读取模型的值，让优化器重新开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/pieces.py" />
            <source>Restore the model and let the optimizer start anew: ask only for what the file has.</source>
            <translation>请恢复模型，让优化器重新开始：只请求文件中有的内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/pieces.py" />
            <source>Load the weights: from such a file load_weights takes no state of the optimizer, which starts anew.</source>
            <translation>请加载权重：load_weights 不会从这种文件读取优化器状态，优化器重新开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/pieces.py" />
            <source>Read those of the model's values that have their place here, and let the optimizer start anew.</source>
            <translation>请读取模型中在此有对应位置的值，让优化器重新开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/pieces.py" />
            <source>Restore what fits and start {0} anew.</source>
            <translation>请恢复相符的部分，{0} 重新开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/pieces.py" />
            <source>Load what fits, layer by layer by its name, and start {0} anew.</source>
            <translation>请按名称逐层加载相符的部分，{0} 重新开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/pieces.py" />
            <source>Load what fits and start {0} anew.</source>
            <translation>请加载相符的部分，{0} 重新开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/pieces.py" />
            <source>{0}; the optimizer starts anew.</source>
            <translation>{0}；优化器重新开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/pieces.py" />
            <source>Restore the model alone and let the optimizer start anew.</source>
            <translation>请只恢复模型，让优化器重新开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/sizes.py" />
            <source>Or convert the values from {0} to {1} while reading them.</source>
            <translation>或在读取时把值从 {0} 转换为 {1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/sizes.py" />
            <source>Read the other values as they are, and turn the kernel while reading it.</source>
            <translation>请原样读取其他值，并在读取时转置卷积核。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/sizes.py" />
            <source>Make the variables with the same partitioner as the checkpoint's, or put the parts together while reading.</source>
            <translation>请用与检查点相同的 partitioner 创建变量，或在读取时把各部分拼合。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/sizes.py" />
            <source>these layers</source>
            <translation>这些层</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/sizes.py" />
            <source>Build the Estimator with the widths the checkpoint was saved with: hidden_units={0}.</source>
            <translation>请按检查点保存时的宽度构建 Estimator，即 hidden_units={0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/sizes.py" />
            <source>To keep the new widths, train in a model_dir of its own, an empty one: an Estimator restores whatever its model_dir holds.</source>
            <translation>要保留新的宽度，请在单独的空 model_dir 中训练：Estimator 会恢复其 model_dir 中的任何检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/sizes.py" />
            <source>Build the model with {0} {1} there, as the checkpoint was saved: {2}={3}.</source>
            <translation>请在该处用 {0} 个{1}构建模型，与检查点保存时一致：{2}={3}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/sizes.py" />
            <source>Build the model with {0} {1} there, as the checkpoint was saved.</source>
            <translation>请在该处用 {0} 个{1}构建模型，与检查点保存时一致。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/sizes.py" />
            <source>Build the model in {0}, as the checkpoint was saved.</source>
            <translation>请用 {0} 构建模型，与检查点保存时一致。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/sizes.py" />
            <source>Declare these variables as {0}: TensorFlow converts nothing on restore.</source>
            <translation>请把这些变量声明为 {0}：TensorFlow 恢复时不作任何转换。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/cures/sizes.py" />
            <source>Build the model with the shapes the checkpoint was saved with.</source>
            <translation>请用检查点保存时的形状构建模型。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/assumed_program.py" />
            <source>{0} before its first step</source>
            <translation>第一步之前的 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/assumed_program.py" />
            <source>The configuration tells no optimizer: the program is taken to be compiled with {0}, as the one that saved the checkpoint was.</source>
            <translation>配置未说明优化器：假定程序用 {0} 编译，与保存检查点的程序相同。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/assumed_program.py" />
            <source>an optimizer</source>
            <translation>某个优化器</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/h5.py" />
            <source>The file holds {0} weights of the model itself, outside its layers; the target does not tell which of those it has.</source>
            <translation>文件中有 {0} 个属于模型本身、不在其层中的权重；目标未说明它有其中哪些。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/h5.py" />
            <source>The file does not say which Keras wrote it: Keras 1 kept some weights turned.</source>
            <translation>文件未说明由哪个 Keras 写出：Keras 1 的一些权重是转置保存的。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/h5.py" />
            <source>The weights of some layers of the target are not known: {0}.</source>
            <translation>目标中一些层的权重未知：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/h5.py" />
            <source>Comparing layers</source>
            <translation>正在比较层</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/h5.py" />
            <source>The target does not tell the names of all layers: those are left out.</source>
            <translation>目标未说明所有层的名称：未说明的已略过。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/loading.py" />
            <source>One variable takes</source>
            <translation>1 个变量得到</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/loading.py" />
            <location filename="../../explorer/analysis/restoring/objects/effects.py" />
            <source>{0} variables take</source>
            <translation>{0} 个变量得到</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/loading.py" />
            <source>The target does not tell which layers a Keras model has.</source>
            <translation>目标未说明 Keras 模型有哪些层。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/loading.py" />
            <source>Judged for eager execution; in graph mode a value of another shape may be taken.</source>
            <translation>按即时执行判定；在图模式下，形状不同的值可能会被接受。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/loading.py" />
            <source>Judged for Keras 2.15: nothing tells which Keras will load it.</source>
            <translation>按 Keras 2.15 判定：没有信息说明由哪个 Keras 加载。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/loading.py" />
            <source>{0} the value of another layer: Keras goes by the order of the layers, not by their names.</source>
            <translation>{0}另一层的值：Keras 依据层的顺序，而不是名称。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/optimizer.py" />
            <source>The target tells no optimizer: it is taken to be compiled with {0} as the file was, and to have been trained or built.</source>
            <translation>目标未说明优化器：假定它与文件一样用 {0} 编译，且已训练或构建。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/optimizer.py" />
            <source>The target tells no optimizer, and the file's cannot be told: it was left out.</source>
            <translation>目标未说明优化器，文件的优化器也无法判断：已略过。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/stored.py" />
            <source>The checkpoint is no file of Keras (.h5, .weights.h5 or .keras).</source>
            <translation>检查点不是 Keras 的文件（.h5、.weights.h5 或 .keras）。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/stored.py" />
            <source>The file has no list of layers (layer_names), so Keras reads it in another way.</source>
            <translation>文件没有层的列表（layer_names），因此 Keras 用另一种方式读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/stored.py" />
            <source>The file lists a layer twice, as Keras never writes it: it is damaged.</source>
            <translation>文件把一个层列出两次，Keras 从不这样写：文件已损坏。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/stored.py" />
            <source>The file lists a weight {0} that it does not hold: it is damaged.</source>
            <translation>文件列出了权重 {0}，却不含它：文件已损坏。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/stored.py" />
            <source>The file is in the layout of Keras before 2.13, which names layers.</source>
            <translation>文件采用 Keras 2.13 之前的布局，以名称标识层。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/tf_format.py" />
            <source>Keras 3 loads no weights from a checkpoint of TensorFlow</source>
            <translation>Keras 3 不从 TensorFlow 检查点加载权重</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/tf_format.py" />
            <source>the target does not tell the objects of its Keras model</source>
            <translation>目标未说明其 Keras 模型的对象</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/tf_format.py" />
            <source>tf.train.Checkpoint(model).restore reads it; Keras 3 itself reads .weights.h5 and .keras.</source>
            <translation>tf.train.Checkpoint(model).restore 可读取它；Keras 3 本身读取 .weights.h5 和 .keras。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/tf_format.py" />
            <source>Take a checkpoint, a Keras config, or the spec file of a live program, as the target.</source>
            <translation>请选择检查点、Keras 配置或运行中程序的规格文件作为目标。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/tf_format.py" />
            <location filename="../../explorer/analysis/restoring/objects/restore.py" />
            <source>the object graph of the checkpoint is empty</source>
            <translation>检查点的对象图为空</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/v3.py" />
            <source>Keras of TensorFlow 1.15 does not know this format.</source>
            <translation>TensorFlow 1.15 的 Keras 不认识这种格式。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/v3.py" />
            <source>The file holds variables of the model itself, outside its layers; the target does not tell its own.</source>
            <translation>文件中有属于模型本身、不在其层中的变量；目标未说明自己的这类变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/v3.py" />
            <source>Walking the model</source>
            <translation>正在遍历模型</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/v3.py" />
            <source>The weights of layer {0} ({1}) of the target are not known.</source>
            <translation>目标中层 {0}（{1}）的权重未知。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/v3.py" />
            <source>The file does not number the variables of {0} from 0 on.</source>
            <translation>文件没有从 0 开始给 {0} 的变量编号。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/walk.py" />
            <source>The target nests layers more than {0} deep.</source>
            <translation>目标中层的嵌套超过 {0} 层。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/walk.py" />
            <source>The target nests lists more than {0} deep.</source>
            <translation>目标中列表的嵌套超过 {0} 层。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/walk.py" />
            <source>The target does not tell the classes of its layers, and the file names them by class.</source>
            <translation>目标未说明各层的类，而文件按类给层命名。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/keras/walk.py" />
            <source>Choose the model's configuration, or a spec file written by the program, as the target.</source>
            <translation>请选择模型的配置，或由程序写出的规格文件作为目标。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/by_name.py" />
            <source>the target does not tell the objects that hold its variables</source>
            <translation>目标未说明持有其变量的对象</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/by_name.py" />
            <source>in graph mode a name-based checkpoint is handed on to a Saver</source>
            <translation>在图模式下，基于名称的检查点会转交给 Saver</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/by_name.py" />
            <source>Look at what tf.compat.v1.train.Saver.restore will do.</source>
            <translation>请查看 tf.compat.v1.train.Saver.restore 的结果。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/by_name.py" />
            <source>matching names</source>
            <translation>正在匹配名称</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/by_name.py" />
            <source>The checkpoint is name-based: variables are matched by their names, not by objects.</source>
            <translation>该检查点基于名称：按变量的名称匹配，而不是按对象。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/damage.py" />
            <source>should end at byte</source>
            <translation>应结束于字节</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/effects.py" />
            <source>{0} variable takes</source>
            <translation>{0} 个变量得到</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/effects.py" />
            <source>Eager execution is assumed: in graph mode wrong shapes are taken without an error.</source>
            <translation>假定为即时执行：在图模式下，形状错误的值也会被接受而不报错。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/effects.py" />
            <source>{0} the value of another one: places in a list decide here, not names.</source>
            <translation>{0}另一个变量的值：此处由列表中的位置决定，而不是名称。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/effects.py" />
            <source>{0} the stored shape without a word, as resource variables do in graph mode.</source>
            <translation>{0}存储的形状而不作任何提示，图模式下的资源变量就是如此。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/effects.py" />
            <source>{0} later additions to a list or dictionary keep their initial values: the container swallows the error about their shape.</source>
            <translation>后来加入列表或字典的 {0} 个变量保持初始值：容器吞掉了关于其形状的错误。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/effects.py" />
            <source>The optimizer makes {0} slot variables that the target does not list.</source>
            <translation>优化器会创建目标未列出的 {0} 个槽变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/effects.py" />
            <source>Keras 3 traces the model before its first call, and the value that waits for {0}, the first variable made then, is lost: make the variables before the restore, by calling the model once.</source>
            <translation>Keras 3 在首次调用模型之前会先追踪模型，为 {0}（此时最先创建的变量）等待的值会因此丢失：请在恢复之前调用一次模型，把变量创建出来。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/effects.py" />
            <source>It is raised when the restore ops are run.</source>
            <translation>运行恢复操作时抛出。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/effects.py" />
            <source>It is raised after the restore call, when the variable is made.</source>
            <translation>在恢复调用之后、创建变量时抛出。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/match.py" />
            <source>matching objects</source>
            <translation>正在匹配对象</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/restore.py" />
            <source>the target tells names and shapes, but not the objects that hold its variables, and those decide here</source>
            <translation>目标说明了名称和形状，但没有说明持有其变量的对象，而此处正由对象决定</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/objects/restore.py" />
            <source>Take a checkpoint, or the spec file of a live program, as the target.</source>
            <translation>请选择检查点或运行中程序的规格文件作为目标。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/outcome.py" />
            <source>Choose another way of loading, or a target that tells more.</source>
            <translation>请选择其他加载方式，或信息更完整的目标。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/predictions.py" />
            <source>Predicting {0}</source>
            <translation>正在预测 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/predictions.py" />
            <source>{0} does not read a checkpoint of this format.</source>
            <translation>{0} 不读取这种格式的检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/rows.py" />
            <source>Comparing with the target</source>
            <translation>正在与目标比较</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/rows.py" />
            <source>{0}; it is converted on loading</source>
            <translation>{0}；加载时会转换</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/rows.py" />
            <source>{0}, but it is another variable's value, matched by its position</source>
            <translation>{0}，但那是另一个变量的值，按位置匹配而来</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/rows.py" />
            <source>TensorFlow says nothing: see the findings for what was shifted or switched.</source>
            <translation>TensorFlow 不作任何提示：是什么错位或交换了，请看发现项。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/rows.py" />
            <source>{0}; it is restored once the variable is created</source>
            <translation>{0}；变量创建后即恢复</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/rows.py" />
            <source>Call the model once before you look at its values.</source>
            <translation>请先调用一次模型，再查看其值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/estimator.py" />
            <source>TensorFlow 2.16 and later have no Estimators</source>
            <translation>TensorFlow 2.16 及更高版本没有 Estimator</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/estimator.py" />
            <source>Both sides are object-based: judged as an Estimator whose Scaffold has a tf.train.Checkpoint as its saver.</source>
            <translation>两侧都是基于对象的：按以 tf.train.Checkpoint 作为 Scaffold 的 saver 的 Estimator 判定。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/estimator.py" />
            <source>Every Estimator has a global_step, so it is asked for though the target does not name it.</source>
            <translation>每个 Estimator 都有 global_step，因此即使目标未列出也会请求它。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/estimator.py" />
            <source>The variables are named as those of canned estimators, which partition them: taken as such.</source>
            <translation>变量的命名与预制 Estimator 相同，而后者会对变量分区：据此判定。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/estimator.py" />
            <source>Choose 2.15, the last generation that has them.</source>
            <translation>请选择 2.15，这是最后一代带有它们的版本。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/initializers.py" />
            <source>The error comes when the initializers run, each by itself: the other variables have their values then, with several devices not always all of them.</source>
            <translation>错误在各初始化操作分别运行时出现：此时其他变量已有其值；使用多个设备时不一定全部都有。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/initializers.py" />
            <location filename="../../explorer/analysis/restoring/savers/restore.py" />
            <source>{0} variables take the stored shape, which is not the one the program declares, without a word.</source>
            <translation>{0} 个变量采用存储的形状，而不是程序声明的形状，且不作任何提示。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/initializers.py" />
            <source>The error comes while the graph is built: nothing is initialized.</source>
            <translation>错误在构建图时出现：没有初始化任何内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/requests.py" />
            <source>The target tells objects; a Saver goes by the names of their variables, as a graph program of them would have them.</source>
            <translation>目标给出的是对象；Saver 按变量名称工作，即图程序会给它们起的名称。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/requests.py" />
            <source>a graph program reads TensorFlow's own checkpoints, not files of Keras</source>
            <translation>图程序读取的是 TensorFlow 自己的检查点，而不是 Keras 的文件</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/requests.py" />
            <source>Nothing tells which TensorFlow restores: judged as TensorFlow 2.15.</source>
            <translation>没有信息说明由哪个 TensorFlow 恢复：按 TensorFlow 2.15 判定。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/requests.py" />
            <source>Nothing tells what kind of variables the program has: taken as resource variables.</source>
            <translation>没有信息说明程序使用哪种变量：按资源变量处理。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/requests.py" />
            <source>the target does not tell the names of its variables, by which a Saver goes</source>
            <translation>目标未说明其变量的名称，而 Saver 按名称工作</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/requests.py" />
            <source>{0} names stand for several variables of the target ({1}), and a Saver goes by names</source>
            <translation>目标中有 {0} 个名称各自对应多个变量（{1}），而 Saver 按名称工作</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/requests.py" />
            <source>{0} variables count as partitioned: the names of their slots hold the number of a part.</source>
            <translation>{0} 个变量视为分区变量：其槽的名称中含有分区编号。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/requests.py" />
            <source>A graph program would number them; a target written by the graph program itself tells how.</source>
            <translation>图程序会给它们编号；由图程序自己写出的目标会说明编号方式。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/restore.py" />
            <source>Looking up what a Saver asks for</source>
            <translation>正在查找 Saver 请求的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/restore.py" />
            <source>Judging what a Saver restores</source>
            <translation>正在判定 Saver 恢复的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/restore.py" />
            <source>the object graph of the checkpoint, which tells the names, cannot be read</source>
            <translation>检查点的对象图给出这些名称，但它无法读取</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/restore.py" />
            <source>Several reads fail at once; which of them is named varies from run to run.</source>
            <translation>会有多个读取同时失败；报出的是其中哪一个，每次运行各不相同。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/restore.py" />
            <source>{0} partitioned variables get the value of their last part only, without a word: a Saver that reads an object-based file loses the other parts, which keep their initial values.</source>
            <translation>{0} 个分区变量只得到其最后一部分的值，且不作任何提示：Saver 读取基于对象的文件时会丢失其余部分，它们保持初始值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/restore.py" />
            <source>All other variables are assigned before the error is raised; with several devices not always all of them.</source>
            <translation>抛出错误之前其他变量都已赋值；使用多个设备时不一定全部都已赋值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/restore.py" />
            <source>A Saver made with reshape=True would reshape {0} of them: they have as many elements as are stored.</source>
            <translation>用 reshape=True 创建的 Saver 会对其中 {0} 个变形：它们的元素个数与存储的相同。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/restore.py" />
            <source>The Saver reads in several ops, one for each device: variables of those that succeed may be assigned before the error.</source>
            <translation>Saver 用多个操作读取，每个设备一个：报错之前，成功的那些操作所对应的变量可能已赋值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/warm_start.py" />
            <source>Judging an initialization from the checkpoint</source>
            <translation>正在判定从检查点的初始化</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/warm_start.py" />
            <source>Scopes and names stand for variables made by get_variable; others are not found by them.</source>
            <translation>作用域和名称指的是由 get_variable 创建的变量；其他变量无法用它们找到。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/warm_start.py" />
            <source>Judging a warm start</source>
            <translation>正在判定热启动</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/warm_start.py" />
            <source>Judged for the assignment map {'/': '/'}: every variable under its own name.</source>
            <translation>按赋值映射 {'/': '/'} 判定：每个变量用自己的名称。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/warm_start.py" />
            <source>The target does not tell which variables are trained: judged by their names and roles.</source>
            <translation>目标未说明训练哪些变量：按其名称和角色判定。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/savers/warm_start.py" />
            <source>a pattern of variables to warm-start cannot be read: {0}</source>
            <translation>无法解析热启动变量的模式：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/situation.py" />
            <source>Choose one of those named.</source>
            <translation>请选择列出的其中一个。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/situation.py" />
            <source>TensorFlow generation</source>
            <translation>TensorFlow 版本</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/situation.py" />
            <source>kind of variables</source>
            <translation>变量种类</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/situation.py" />
            <source>{0} is no {1}; there are: {2}</source>
            <translation>{0} 不是有效的 {1}；可选的有：{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/situation.py" />
            <source>The files do not tell which TensorFlow will restore: {0} is assumed.</source>
            <translation>文件未说明由哪个 TensorFlow 恢复：假定为 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>{0} in the checkpoint {1} unused by the model</source>
            <translation>检查点中有 {0} 个{1}模型未使用的</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>{0} of {1} variables would not be restored: {2}.</source>
            <translation>{1} 个变量中有 {0} 个不会恢复：{2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>But {0} raises {1}: {2}</source>
            <translation>但 {0} 抛出 {1}：{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>The two sides have no name in common: they are of different models, or saved by different APIs.</source>
            <translation>两侧没有任何共同的名称：它们属于不同的模型，或由不同的 API 保存。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>{0} of {1} variables would not be restored: {2}; {3}.</source>
            <translation>{1} 个变量中有 {0} 个不会恢复：{2}；{3}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>Files of Keras (.h5, .keras) name variables otherwise than TensorFlow's checkpoints and graphs do, so {0} be matched by name; this tells nothing about their shapes. Compare two files of one format, both written by the programs in question.</source>
            <translation>Keras 的文件（.h5、.keras）给变量命名的方式与 TensorFlow 的检查点和图不同，因此{0}按名称匹配；这并不说明其形状如何。请比较同一格式的两个文件，且都由相关程序写出。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>The target asks for no variables; {0}.</source>
            <translation>目标不请求任何变量；{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>The target asks for no variables.</source>
            <translation>目标不请求任何变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>The only variable</source>
            <translation>唯一的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>All {0} variables</source>
            <translation>全部 {0} 个变量</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>{0} would be restored; {1}.</source>
            <translation>{0} 将会恢复；{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>{0} would be restored.</source>
            <translation>{0} 将会恢复。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>wrong value silently ({0})</source>
            <translation>静默错误值（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>damaged ({0})</source>
            <translation>已损坏（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>shape differs ({0})</source>
            <translation>形状不同（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>dtype differs ({0})</source>
            <translation>数据类型不同（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>missing in checkpoint ({0})</source>
            <translation>检查点中缺失（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>deferred ({0})</source>
            <translation>延迟恢复（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>unknown ({0})</source>
            <translation>未知（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>most could not</source>
            <translation>大多数无法</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/summary.py" />
            <source>none could</source>
            <translation>全都无法</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>Build the model with the sizes the checkpoint was saved with, or train it anew.</source>
            <translation>请按检查点保存时的大小构建模型，或重新训练。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>model expects {0}, checkpoint holds the same</source>
            <translation>模型期望 {0}，检查点中相同</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>The model's variable has rank {0}, the stored one {1}: it is another kind of layer.</source>
            <translation>模型的变量秩为 {0}，存储的变量秩为 {1}：这是另一种层。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>The same sizes in another order: one side is transposed.</source>
            <translation>大小相同但顺序不同：其中一侧是转置的。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>The layer has {0} units or filters in the model, {1} in the checkpoint: build it with {2}.</source>
            <translation>该层在模型中有 {0} 个单元或滤波器，在检查点中有 {1} 个：请用 {2} 构建它。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>Its input is {0} wide in the model, {1} in the checkpoint: the layer before it, or the data, has changed.</source>
            <translation>其输入宽度在模型中为 {0}，在检查点中为 {1}：它前面的层或数据已改变。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>model has no such variable, checkpoint holds {0}</source>
            <translation>模型没有这个变量，检查点中为 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>Nothing is lost: the value stays in the file. If the model should have it, it is named differently there.</source>
            <translation>没有丢失任何内容：值仍在文件中。如果模型应当有它，则它在模型中用了别的名称。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>model expects {0}, checkpoint holds no such variable</source>
            <translation>模型期望 {0}，检查点中没有这个变量</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>It keeps its initial value, or the restore raises: see whether it was renamed or is new in the model.</source>
            <translation>它会保持初始值，或恢复时抛出异常：请查明它是改了名，还是模型中新增的。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>model expects {0}, but the stored value cannot be trusted: {1}</source>
            <translation>模型期望 {0}，但存储的值不可信：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>TensorFlow converts nothing on restore: declare the variable with the stored dtype, or convert the checkpoint.</source>
            <translation>TensorFlow 恢复时不作任何转换：请用存储的 dtype 声明变量，或转换检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>contents of a table or iterator, taken as they are stored</source>
            <translation>表或迭代器的内容，按存储的原样采用</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>the target does not tell shape or dtype, checkpoint holds {0}</source>
            <translation>目标未说明形状或 dtype，检查点中为 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>Choose a target that tells more, such as a checkpoint the model has saved.</source>
            <translation>请选择信息更完整的目标，例如模型保存的检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>Only dimensions of size 1 differ, but TensorFlow reshapes nothing: declare the variable with the stored shape.</source>
            <translation>只有大小为 1 的维度不同，但 TensorFlow 不会变形：请用存储的形状声明变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/restoring/verdicts.py" />
            <source>Restore from another step, or copy the files of this one again.</source>
            <translation>请从另一步恢复，或重新复制这一步的文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit.py" />
            <source>No state of an optimizer is stored, only {0}.</source>
            <translation>没有存储优化器的状态，只有 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit.py" />
            <source>Save model and optimizer together (tf.train.Checkpoint(model=..., optimizer=...), or the whole Keras model).</source>
            <translation>请把模型和优化器一起保存（tf.train.Checkpoint(model=..., optimizer=...)，或整个 Keras 模型）。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit.py" />
            <source>Auditing the state of the training</source>
            <translation>正在审核训练的状态</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit.py" />
            <source>This file holds weights only: training would start with a fresh optimizer.</source>
            <translation>此文件只含权重：训练会从全新的优化器开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit.py" />
            <source>Training would not continue where it stopped: {0}</source>
            <translation>训练不会从停止之处继续：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit.py" />
            <source>Training would continue where it stopped with {0}: everything it needs is there.</source>
            <translation>训练将用 {0} 从停止之处继续：所需的一切都在。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit.py" />
            <source>Training would continue where it stopped: everything it needs is there.</source>
            <translation>训练将从停止之处继续：所需的一切都在。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit.py" />
            <source>This file holds moving averages only: neither the variables nor the optimizer can go on from it.</source>
            <translation>此文件只含滑动平均：变量和优化器都无法由此继续。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit.py" />
            <source>Nothing speaks against training on with {0}, but the slots cannot be told by their names.</source>
            <translation>没有迹象表明不能用 {0} 继续训练，但无法从名称判断各个槽。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit.py" />
            <source>Nothing speaks against training on, but the slots cannot be told by their names.</source>
            <translation>没有迹象表明不能继续训练，但无法从名称判断各个槽。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit.py" />
            <source>This file holds no variables that could be trained.</source>
            <translation>此文件不含可训练的变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit.py" />
            <source>{0} more point</source>
            <translation>{0} 个其他要点</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit.py" />
            <source>{0} more points</source>
            <translation>{0} 个其他要点</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit.py" />
            <source>more point</source>
            <translation>其他要点</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>No state of an input pipeline is stored: the data starts over at its beginning.</source>
            <translation>没有存储输入管道的状态：数据会从头开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>The program's step is {0}, the optimizer has counted {1} updates.</source>
            <translation>程序的步为 {0}，优化器计数的更新次数为 {1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>{0} {1} no moving average, others do: {2}.</source>
            <translation>{0}{1}滑动平均缺失，其他变量则没有缺失：{2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>Schedules and summaries would start again at step 0.</source>
            <translation>学习率计划和摘要会重新从第 0 步开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>{0} of Adam {1} not stored.</source>
            <translation>Adam 的 {0} {1}未存储的。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>A Saver stops without them.</source>
            <translation>缺少它们，Saver 会报错停止。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>The name ends in {0}, the save counter says {1}.</source>
            <translation>名称以 {0} 结尾，而保存计数器为 {1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>The name ends in {0}, global_step says {1}: training would go on from {2}.</source>
            <translation>名称以 {0} 结尾，而 global_step 为 {1}：训练会从 {2} 继续。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>{0} {1} are stored.</source>
            <translation>已存储 {0} 个{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>The state of {0} is stored.</source>
            <translation>已存储 {0} 的状态。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>loss scale</source>
            <translation>损失缩放</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>The loss scale is {0}.</source>
            <translation>损失缩放为 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <location filename="../../explorer/checkpoints/counters.py" />
            <source>digits of the file name</source>
            <translation>文件名中的数字</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <location filename="../../explorer/checkpoints/counters.py" />
            <source>optimizer updates</source>
            <translation>优化器更新次数</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>Corrections of its first steps and schedules would start anew.</source>
            <translation>其最初几步的修正和学习率计划会重新开始。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>beta1_power and beta2_power of Adam are stored.</source>
            <translation>Adam 的 beta1_power 和 beta2_power 已存储。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>They may count different things, or the optimizer was made anew on the way.</source>
            <translation>它们计数的可能不是同一事物，或优化器中途重新创建过。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>{0} trained variable</source>
            <translation>{0} 个训练的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>{0} trained variables</source>
            <translation>{0} 个训练的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>The state of the input pipeline is stored.</source>
            <translation>输入管道的状态已存储。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>A loss scale is stored, but cannot be read.</source>
            <translation>存储了损失缩放，但无法读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>Training in mixed precision cannot go on with it.</source>
            <translation>混合精度训练无法用它继续。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>global_step is {0}.</source>
            <translation>global_step 为 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>No global_step is stored.</source>
            <translation>没有存储 global_step。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>The optimizer has counted {0}.</source>
            <translation>优化器已计数 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>The files were renamed, or the program numbers them itself.</source>
            <translation>文件改过名，或由程序自行编号。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>trained variable</source>
            <translation>训练的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>{0} random generator</source>
            <translation>{0} 个随机数生成器</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>{0} random generators</source>
            <translation>{0} 个随机数生成器</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>The optimizer's count of updates is not stored.</source>
            <translation>没有存储优化器的更新计数。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>random generator</source>
            <translation>随机数生成器</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>{0} update</source>
            <translation>{0} 次更新</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_counters.py" />
            <source>{0} updates</source>
            <translation>{0} 次更新</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_rate.py" />
            <source>The learning rate is {0}, by the file's training configuration.</source>
            <translation>按文件的训练配置，学习率为 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_rate.py" />
            <source>No learning rate is stored: the program sets it, or a schedule works it out from the step.</source>
            <translation>没有存储学习率：由程序设定，或由学习率计划按步算出。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_rate.py" />
            <source>The learning rate is a schedule{0}, told by the file's training configuration.</source>
            <translation>按文件的训练配置，学习率是一个计划{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_rate.py" />
            <source>learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_rate.py" />
            <source>The learning rate is {0}.</source>
            <translation>学习率为 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_rate.py" />
            <source>Set it before you train on.</source>
            <translation>请在继续训练之前设定它。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_rate.py" />
            <source>The learning rate cannot be read.</source>
            <translation>无法读取学习率。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>{0} {1} another shape than the variable: {2}.</source>
            <translation>{0}{1}与变量不同的形状：{2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>{0} are stored by number; they do not add up to as many of each variable.</source>
            <translation>按编号存储了 {0}；其数目与每个变量的槽数对不上。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>Frozen layers have none; else compare with another step.</source>
            <translation>冻结的层没有槽；否则请与另一步比较。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>No slots of {0} are stored, only its settings: it was saved before its first step, or never made them.</source>
            <translation>没有存储 {0} 的槽，只有其设置：它是在第一步之前保存的，或从未创建槽。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>{0} {1} the slots of {2}: {3}.</source>
            <translation>{0}{1} {2} 的槽：{3}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>{0} {1} the {2} {3} of {4}: {5}.</source>
            <translation>{0}{1} {4} 的{2} {3}：{5}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>They would start from their initial values, while the others go on.</source>
            <translation>它们会从初始值开始，而其他槽则接着原值继续。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>{0} {1} no slots ({2}): {3}.</source>
            <translation>{0}{1}槽缺失（{2}）：{3}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>Of {0} the file does not tell the variable.</source>
            <translation>有 {0}，文件未说明其所属变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>{0} are stored, {1} of the shape of each of {2}.</source>
            <translation>存储了 {0}，{2} 中的每个变量都有 {1} 个同形状的槽。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>{0} cannot be read: {1}.</source>
            <translation>{0} 无法读取：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>{0} {1} are zero throughout: {2}.</source>
            <translation>{1}{0}为全零：{2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>No gradient has reached these variables yet, or the state was made anew before it was saved.</source>
            <translation>梯度尚未到达这些变量，或状态在保存之前重新创建过。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>Values of {0} of {1} bytes of slots were read.</source>
            <translation>已读取槽的值共 {1} 字节中的 {0} 字节。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>The checkpoint mixes two models: choose another step.</source>
            <translation>检查点混合了两个模型：请选择另一步。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>the target trains them</source>
            <translation>目标会训练它们</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>they were not trained, or their slots are lost</source>
            <translation>它们未经训练，或其槽已丢失</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>Training would go on with slots of zeros.</source>
            <translation>训练会以全零的槽继续。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>Choose another step.</source>
            <translation>请选择另一步。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>{0} keeps no slots, and none are stored.</source>
            <translation>{0} 不使用槽，也没有存储任何槽。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>{0} of</source>
            <translation>中有 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_slots.py" />
            <source>None of {0} is zero throughout.</source>
            <translation>{0} 中没有全零的。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>tf.keras.models.load_model restores it, where the file holds the whole model.</source>
            <translation>在文件含有整个模型时，tf.keras.models.load_model 可恢复它。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>The model trains with {0}, the checkpoint with {1}: </source>
            <translation>模型用 {0} 训练，检查点用 {1}： </translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>Choose a checkpoint of the training program as the target.</source>
            <translation>请选择训练程序的检查点作为目标。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>another optimizer</source>
            <translation>另一个优化器</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>Both train with {0}, but keep its state in different places ({1} against {2}): all of it would be lost.</source>
            <translation>两者都用 {0} 训练，但其状态保存在不同的位置（{1} 与 {2}）：状态会全部丢失。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>Train on with an optimizer of the generation that saved it.</source>
            <translation>请用保存它的那一代优化器继续训练。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>The model trains with {0}, as the checkpoint was.</source>
            <translation>模型用 {0} 训练，与检查点相同。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>its state</source>
            <translation>其状态</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>of every variable's slots only {0} would be kept.</source>
            <translation>每个变量的槽中只会保留 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>{0} of every variable would be lost.</source>
            <translation>每个变量的 {0} 都会丢失。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>Train on with {0}, or restore the model alone.</source>
            <translation>请用 {0} 继续训练，或只恢复模型。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>{0} raises {1} for this target{2}.</source>
            <translation>对此目标，{0} 会抛出 {1}{2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>See `ckptx check` or the Restore view for the message and how to mend it.</source>
            <translation>错误消息和解决方法见 `ckptx check` 或“恢复”视图。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>{0} restores the model alone, not its optimizer.</source>
            <translation>{0} 只恢复模型，不恢复其优化器。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>The target does not tell which optimizer it trains with.</source>
            <translation>目标未说明它用哪个优化器训练。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source> Slots of these optimizers are matched by position: equal shapes take wrong values without an error.</source>
            <translation> 这类优化器的槽按位置匹配：形状相同的槽会得到错误的值而不报错。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>of the model</source>
            <translation>（属于模型）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>of the optimizer's state</source>
            <translation>（属于优化器状态）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>{0} raises nothing, but {1} {2} {3} another variable's value{4}.</source>
            <translation>{0} 不抛出异常，但 {1}{2}{3}另一个变量的值{4}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>See `ckptx check` or the Restore view for which, and how to mend it.</source>
            <translation>是哪些变量以及如何修正，见 `ckptx check` 或“恢复”视图。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>{0} raises nothing, but {1} {2} {3}{4}.</source>
            <translation>{0} 不抛出异常，但 {1}{2}{3}{4}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>What the restore will do cannot be told{0}</source>
            <translation>无法判断恢复的结果{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>keeps its initial value</source>
            <translation>保持初始值</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>keep their initial values</source>
            <translation>保持初始值</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>{0} restores this target without an error.</source>
            <translation>{0} 恢复此目标时不报错。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/resume_audit_target.py" />
            <source>The restore could not be predicted: {0}</source>
            <translation>无法预测恢复的结果：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/run_record/database.py" />
            <source>Nothing is remembered of this directory: the cache folder {0} cannot be used ({1}).</source>
            <translation>不会记住此目录的任何内容：缓存文件夹 {0} 无法使用（{1}）。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/run_record/database.py" />
            <source>The record of this directory is closed.</source>
            <translation>此目录的记录已关闭。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/run_record/remembered_reader.py" />
            <source>the checkpoint is gone</source>
            <translation>检查点已不存在</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/run_record/remembered_reader.py" />
            <location filename="../../explorer/analysis/sampling_values.py" />
            <source>a file of this format is read tensor by tensor</source>
            <translation>这种格式的文件按张量逐个读取</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/run_record/remembered_reader.py" />
            <source>the checkpoint is gone, and this value was not kept</source>
            <translation>检查点已不存在，且未保留此值</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/run_record/remembered_reader.py" />
            <location filename="../../explorer/analysis/worker_process.py" />
            <source>the files of the checkpoint changed while it was open</source>
            <translation>检查点打开期间其文件发生了变化</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/run_record/remembered_reader.py" />
            <source>the remembered table is not that of the file</source>
            <translation>记住的表格与文件的不符</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/run_record/remembered_reader.py" />
            <source>Its table, small values and the statistics computed while it was there are remembered. Keep more checkpoints (max_to_keep) to look into values later.</source>
            <translation>它还在时的表格、小的值和算出的统计都已记住。要在以后查看值，请保留更多检查点（max_to_keep）。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/run_record/remembered_reader.py" />
            <location filename="../../explorer/analysis/worker_process.py" />
            <source>Open it again.</source>
            <translation>请重新打开。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/run_record/told.py" />
            <source>its files are gone; its table and what was computed of it are remembered</source>
            <translation>其文件已不存在；它的表格和由它算出的内容已记住</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/run_record/told.py" />
            <location filename="../../explorer/checkpoints/model_dir.py" />
            <source>not in the checkpoint file</source>
            <translation>不在 checkpoint 文件中</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/sampling_axes.py" />
            <source>axis {0}</source>
            <translation>轴 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/sampling_detail.py" />
            <source>a sample: {0}</source>
            <translation>抽样：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/sampling_detail.py" />
            <source>each pixel the mean of {0} × {1} values</source>
            <translation>每个像素为 {0} × {1} 个值的均值</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/sampling_detail.py" />
            <source>every {0} {1}</source>
            <translation>每第 {0} {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/sampling_detail.py" />
            <source>Drawing the slice</source>
            <translation>正在绘制切面</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/sampling_find.py" />
            <source>the next NaN or infinity</source>
            <translation>下一个 NaN 或无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/sampling_find.py" />
            <source>the next largest</source>
            <translation>下一个最大值</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/sampling_slices.py" />
            <source>real part</source>
            <translation>实部</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/sampling_slices.py" />
            <source>imaginary part</source>
            <translation>虚部</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/sampling_statistics.py" />
            <source>Measuring the slice</source>
            <translation>正在测量切面</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check.py" />
            <source>Comparing {0} with its graph</source>
            <translation>正在将 {0} 与其图比较</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check.py" />
            <source>Comparing {0} with the checkpoint before it</source>
            <translation>正在将 {0} 与前一个检查点比较</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>A program with other layer sizes was started in this directory. TensorFlow restores resource variables of a graph without comparing shapes: it took over the stored sizes and trained on without a word. Train the changed program in a directory of its own, or set the sizes back to those the checkpoints hold.</source>
            <translation>在此目录中启动过层大小不同的程序。TensorFlow 恢复图的资源变量时不比较形状：它采用存储的大小并继续训练，不作任何提示。请在单独的目录中训练修改后的程序，或把大小改回检查点中的大小。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>A program with other dtypes was started in this directory, and its graph was written beside a checkpoint of the earlier one. TensorFlow converts nothing on restore: declare the variables with the stored dtype, or train the changed program in a directory of its own.</source>
            <translation>在此目录中启动过 dtype 不同的程序，它的图写在了先前程序的检查点旁边。TensorFlow 恢复时不作任何转换：请用存储的 dtype 声明变量，或在单独的目录中训练修改后的程序。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>The .meta file was written by another program, or by another save, than the checkpoint beside it. Importing it and restoring the checkpoint raises NotFoundError; the checkpoint itself can be read.</source>
            <translation>.meta 文件与旁边的检查点由不同的程序或不同的保存写出。导入它并恢复检查点会抛出 NotFoundError；检查点本身可以读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>saved_model.pb and the variables folder are of different saves: one of them was copied or overwritten alone. Loading it raises an error or gives wrong values. Export the model again, or copy the whole folder again.</source>
            <translation>saved_model.pb 与 variables 文件夹属于不同的保存：其中之一被单独复制或覆盖。加载它会抛出异常或得到错误的值。请重新导出模型，或重新复制整个文件夹。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>Two programs, or two versions of one, saved into this directory. Checkpoints of one side cannot be restored into the model of the other. Keep the checkpoints of each in a directory of its own.</source>
            <translation>两个程序或同一程序的两个版本都保存到了此目录。一方的检查点无法恢复到另一方的模型中。请把各自的检查点放在单独的目录中。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>{0} the graph expects {1} {2}; the {3} {4}{5}.</source>
            <translation>{0}，图期望 {1} 为 {2}；{3} {4}{5}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>{0} expects {1} {2}; the newest checkpoint, {3}, holds {4}{5}.</source>
            <translation>{0} 期望 {1} 为 {2}；最新的检查点 {3} 中为 {4}{5}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>{0} the graph saves {1}, which the checkpoint does not hold{2}.</source>
            <translation>{0}，图要保存 {1}，但检查点中没有{2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>In {0}, saved_model.pb expects {1} {2}; its variables hold {3}{4}.</source>
            <translation>在 {0} 中，saved_model.pb 期望 {1} 为 {2}；其变量中为 {3}{4}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>From {0} on the checkpoints hold {1} {2}; up to {3} they hold {4}{5}.</source>
            <translation>从 {0} 起，检查点中 {1} 为 {2}；到 {3} 为止则为 {4}{5}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>At {0} checkpoints between {1} and {2}</source>
            <translation>在 {1} 至 {2} 之间的 {0} 个检查点处</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>checkpoint holds</source>
            <translation>检查点中为</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>checkpoints hold</source>
            <translation>各检查点中为</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>the SavedModel</source>
            <translation>该 SavedModel</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>, and 1 more variable {0}</source>
            <translation>，另有 1 个变量{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>, and {0} more variables {1}</source>
            <translation>，另有 {0} 个变量{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>From {0} on</source>
            <translation>从 {0} 起</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>At {0} and {1}</source>
            <translation>在 {0} 和 {1} 处</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>At {0}</source>
            <translation>在 {0} 处</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>Beside {0}</source>
            <translation>对于 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>is missing</source>
            <translation>缺失</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/self_check_words.py" />
            <source>are missing</source>
            <translation>缺失</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/statistics.py" />
            <location filename="../../explorer/checkpoints/checkpoint.py" />
            <source>the checkpoint holds no tensor {0}</source>
            <translation>检查点中没有张量 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/statistics.py" />
            <location filename="../../explorer/analysis/value_change.py" />
            <source>{0} of the tensor's {1} elements are stored</source>
            <translation>该张量的 {1} 个元素中存储了 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/statistics.py" />
            <source>A part of a partitioned variable is missing from the checkpoint, or stored twice.</source>
            <translation>分区变量的一部分在检查点中缺失，或存储了两次。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/changes.py" />
            <source>neither checkpoint holds this tensor</source>
            <translation>两个检查点中都没有此张量</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/changes.py" />
            <source>only the {0} checkpoint holds this tensor</source>
            <translation>只有 {0} 检查点含有此张量</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/changes.py" />
            <source>the shape changed from {0} to {1}</source>
            <translation>形状由 {0} 变为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/changes.py" />
            <source>The program that saved the newer checkpoint is another one.</source>
            <translation>保存较新检查点的是另一个程序。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/changes.py" />
            <source>It was removed from the program.</source>
            <translation>它已从程序中删除。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/changes.py" />
            <source>It was added to the program.</source>
            <translation>它是程序中新增的。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/health.py" />
            <location filename="../../explorer/analysis/updates/unhealthy_search.py" />
            <source>Looking for NaN at {0}</source>
            <translation>正在 {0} 处查找 NaN</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>its values are too large for singular values in float64</source>
            <translation>其值太大，无法以 float64 计算奇异值</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>By the eigenvalues of WᵀW: exact down to 1e-7 of the largest singular value.</source>
            <translation>由 WᵀW 的特征值算出：精确到最大奇异值的 1e-7。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>Measuring the rank of {0}</source>
            <translation>正在测量 {0} 的秩</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>A sample: {0} of its {1} columns, drawn at random, with all rows.</source>
            <translation>抽样：随机抽取其 {1} 列中的 {0} 列，包含所有行。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>{0} All elements of these are zero.</source>
            <translation>{0}其所有元素均为零。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>All elements are zero.</source>
            <translation>所有元素均为零。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>its values are too small for their squares in float64</source>
            <translation>其值太小，无法以 float64 计算平方</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>{0} of its {1} rows are stored</source>
            <translation>其 {1} 行中存储了 {0} 行</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>it holds NaN or infinities: singular values are not defined</source>
            <translation>含有 NaN 或无穷：奇异值没有定义</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>a tensor of dtype {0} has no rank</source>
            <translation>dtype 为 {0} 的张量没有秩</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>a tensor of shape {0} is no matrix</source>
            <translation>形状为 {0} 的张量不是矩阵</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>a tensor of shape {0} is too large</source>
            <translation>形状为 {0} 的张量太大</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>a tensor of shape {0} has no elements</source>
            <translation>形状为 {0} 的张量没有元素</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>Exact, by singular value decomposition.</source>
            <translation>精确值，由奇异值分解得出。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>its singular values could not be computed: the method did not converge</source>
            <translation>无法计算其奇异值：方法未收敛</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>more than its {0} rows are stored</source>
            <translation>存储的行数超过其 {0} 行</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>it is stored in slices across its last axis, and too large to be put together</source>
            <translation>它沿最后一个轴以切片存储，且太大，无法拼合</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>A part of a partitioned variable is missing.</source>
            <translation>分区变量缺少一部分。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>Look for the first step at which it does.</source>
            <translation>请查找最先出现这种情况的步。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <source>Choose one with two axes or more.</source>
            <translation>请选择有两个或更多轴的张量。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/matrix_rank.py" />
            <location filename="../../explorer/formats/chunk_stream.py" />
            <location filename="../../explorer/formats/whole_tensors.py" />
            <source>Statistics and histograms read it piece by piece.</source>
            <translation>统计和直方图会逐段读取它。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>Statistics of batches or of a metric: they move only when they are updated in training.</source>
            <translation>批次或指标的统计量：只有在训练中更新时才会移动。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>A counter or a setting: it may stay as it is.</source>
            <translation>计数器或设置：可以保持不变。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>By its name or its dtype it is a constant or a seed, which training leaves alone.</source>
            <translation>从名称或 dtype 看，它是常量或种子，训练不会改变它。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>It has no elements, so it cannot move.</source>
            <translation>它没有元素，因此不会移动。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>Each of its elements is NaN or infinite at all steps, so it cannot move: a marker, or spoilt.</source>
            <translation>在所有步中它的每个元素都是 NaN 或无穷，因此不会移动：可能是标记，也可能已损坏。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>A slot that never moved: no gradient has reached its variable.</source>
            <translation>从未变动的槽：没有梯度到达其变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>at all steps</source>
            <translation>在所有步中</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>in the {0} of {1} pairs that are measured</source>
            <translation>在测量的 {0} 对中（共 {1} 对）</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>It looks trainable and is the same, bit for bit, {0} while others moved: frozen, on purpose or by accident.</source>
            <translation>它看起来可训练，却 {0} 逐位相同，而其他变量在变动：有意或无意地被冻结了。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>There is one step only: nothing to compare it with.</source>
            <translation>只有一步：没有可比较的对象。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>Nothing is known of how the tensors moved.</source>
            <translation>不知道各张量如何变动。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>No tensor changed at all between these steps.</source>
            <translation>在这些步之间没有任何张量改变。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>{0} of {1} tensors moved</source>
            <translation>{1} 个张量中有 {0} 个有变动</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>It moved up to {0}, and not since.</source>
            <translation>它变动到 {0} 为止，此后不再变动。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>No trainable tensor moved: nothing was trained between these steps.</source>
            <translation>没有可训练的张量变动：在这些步之间没有训练任何内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>{0} became NaN or infinite</source>
            <translation>{0} 个变成了 NaN 或无穷</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>1 that looks trainable never did</source>
            <translation>1 个看似可训练的从未变动</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/move_summary.py" />
            <source>{0} that look trainable never did</source>
            <translation>{0} 个看似可训练的从未变动</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/moves.py" />
            <source>not known yet</source>
            <translation>尚不知道</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/moves.py" />
            <source>The change has not been computed.</source>
            <translation>变化尚未计算。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/moves.py" />
            <source>The tensor holds no numbers.</source>
            <translation>该张量不含数值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/moves.py" />
            <source>One of the two steps does not hold the tensor.</source>
            <translation>两步之一不含该张量。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/moves.py" />
            <source>The shape is another in each of the two steps.</source>
            <translation>两步中的形状不同。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/moves.py" />
            <source>The value cannot be read.</source>
            <translation>无法读取该值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/moves.py" />
            <source>Comparing steps</source>
            <translation>正在比较各步</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/moves.py" />
            <source>It changed, as its stored checksums tell; by how much is not known: </source>
            <translation>从存储的校验和可知它已改变；改变了多少则不知道： </translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/non_finite.py" />
            <source>Looking for NaN in {0}</source>
            <translation>正在 {0} 中查找 NaN</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/optimizer_steps.py" />
            <source>The last step of {0} is known of {1} of {2} variables.</source>
            <translation>{2} 个变量中有 {1} 个的 {0} 最后一步已知。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/optimizer_steps.py" />
            <source>Several optimizers of this graph keep their counters without saying whose they are.</source>
            <translation>此图的多个优化器保存了计数器，但未说明各属于谁。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/optimizer_steps.py" />
            <source>The file numbers the slots of its optimizer, and does not say whose they are.</source>
            <translation>文件给优化器的槽编号，但未说明它们属于谁。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/optimizer_steps.py" />
            <source>The checkpoint holds no slots of an optimizer beside their variables.</source>
            <translation>检查点的变量没有附带优化器的槽。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/optimizer_steps.py" />
            <source> Not stored, so taken as the class has it by default: {0}.</source>
            <translation> 未存储，因此按该类的默认值处理：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/optimizer_steps.py" />
            <source>The slots have another shape than the variable.</source>
            <translation>槽的形状与变量不同。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/optimizer_steps.py" />
            <source>The variable or a slot is not of real numbers.</source>
            <translation>变量或槽不是实数。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/optimizer_steps.py" />
            <source>The variable or a slot holds NaN, infinities or numbers too large.</source>
            <translation>变量或槽含有 NaN、无穷或过大的数。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/optimizer_steps.py" />
            <source>The last step cannot be told of any variable.</source>
            <translation>无法得知任何变量的最后一步。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/optimizer_steps.py" />
            <source>It cannot be read: {0}.</source>
            <translation>无法读取：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_rules.py" />
            <source>Weight decay, which shrinks the variable besides, is left out.</source>
            <translation>另外使变量收缩的权重衰减未计入。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_rules.py" />
            <source>With Nesterov's momentum the step would be another: the checkpoint does not tell of it.</source>
            <translation>使用 Nesterov 动量时步会不同：检查点未说明是否使用。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_rules.py" />
            <source>The last step also depends on the last gradient, which is not stored: its slots keep averages or sums of squares only.</source>
            <translation>最后一步还取决于最后的梯度，而梯度没有存储：其槽只保存平均值或平方和。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_rules.py" />
            <source>The step of {0} is not worked out here.</source>
            <translation>此处不计算 {0} 的步。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_rules.py" />
            <source>Which optimizer the slots belong to cannot be told.</source>
            <translation>无法判断槽属于哪个优化器。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_rules.py" />
            <source>The slots that the formula needs are not all stored.</source>
            <translation>公式所需的槽没有全部存储。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_rules.py" />
            <source>Plain gradient descent keeps no slots: its step is the last gradient, which is not stored.</source>
            <translation>普通梯度下降没有槽：其步就是最后的梯度，而梯度没有存储。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_rules.py" />
            <source>the slot momentum itself</source>
            <translation>槽 momentum 本身</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_rules.py" />
            <source>Several optimizers keep slots of this variable: which step came last is not stored.</source>
            <translation>有多个优化器保存此变量的槽：没有存储最后一步来自哪一个。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_rules.py" />
            <source>the slot of the momentum itself</source>
            <translation>动量的槽本身</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_settings.py" />
            <source>How many steps the optimizer made is not stored.</source>
            <translation>没有存储优化器走过的步数。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_settings.py" />
            <source>training configuration</source>
            <translation>训练配置</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_settings.py" />
            <source>A setting of the optimizer is not finite.</source>
            <translation>优化器的一个设置不是有限值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_settings.py" />
            <source>No learning rate is stored: a schedule works it out from the step.</source>
            <translation>没有存储学习率：由学习率计划按步算出。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_settings.py" />
            <source>No {0} is stored, and {1} has no default.</source>
            <translation>没有存储 {0}，且 {1} 没有默认值。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_settings.py" />
            <source>{0} is {1}, and no average is made with that.</source>
            <translation>{0} 为 {1}，用它无法求平均。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_settings.py" />
            <source>The optimizer has made no step yet.</source>
            <translation>优化器还没有走过一步。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/step_settings.py" />
            <source>The decay of the learning rate is no number to work with.</source>
            <translation>学习率的衰减不是可用于计算的数。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/unhealthy.py" />
            <source>NaN or infinities first appear at {0}, in {1}; {2} has none of them.{3}{4}</source>
            <translation>NaN 或无穷最早出现在 {0}，位于 {1}；{2} 中没有。{3}{4}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/unhealthy.py" />
            <source>There is no step whose values can be read.</source>
            <translation>没有任何一步的值可以读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/unhealthy.py" />
            <source>No tensor holds NaN or an infinity.{0}</source>
            <translation>没有张量含有 NaN 或无穷。{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/unhealthy.py" />
            <source>{0} {1} NaN or infinities from the first step there is on ({2}), and no other one does later: it may be meant, or it came before that step.{3}</source>
            <translation>{0} {1} NaN 或无穷，从现有的第一步（{2}）就是如此，之后没有新增：可能是有意为之，或在该步之前已出现。{3}</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/updates/unhealthy.py" />
            <source> Already so at the first step, and so maybe meant: {0}.</source>
            <translation> 第一步就已如此，因此可能是有意的：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/value_change.py" />
            <source>A part of a partitioned variable is missing from a checkpoint, or stored twice.</source>
            <translation>分区变量的一部分在某个检查点中缺失，或存储了两次。</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/workers.py" />
            <source>the process that computed the statistics ended unexpectedly</source>
            <translation>计算统计的进程意外结束</translation>
        </message>
        <message>
            <location filename="../../explorer/analysis/workers.py" />
            <source>The machine may be short of memory. Ask for this tensor alone.</source>
            <translation>机器可能内存不足。请单独查询此张量。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/checkpoint.py" />
            <source>Did you mean {0}?</source>
            <translation>您是否要找 {0}？</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/checkpoint.py" />
            <source>`variables` lists the keys there are.</source>
            <translation>`variables` 会列出所有的键。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/checkpoint.py" />
            <source>the ops in the .meta file</source>
            <translation>.meta 文件中的操作</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/checkpoint.py" />
            <source>The object graph cannot be read: {0}.</source>
            <translation>无法读取对象图：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/checkpoint.py" />
            <source>The graph file of the SavedModel cannot be read: {0}.</source>
            <translation>无法读取 SavedModel 的图文件：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/dir_listing.py" />
            <source>another folder</source>
            <translation>另一个文件夹</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/dir_listing.py" />
            <source>there is no such directory</source>
            <translation>没有这个目录</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/dir_listing.py" />
            <source>this is not a directory</source>
            <translation>这不是目录</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/dir_listing.py" />
            <source>the directory cannot be read: {0}</source>
            <translation>无法读取目录：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/dir_listing.py" />
            <source>no directory can have this name</source>
            <translation>目录不可能使用这个名称</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/dir_listing.py" />
            <location filename="../../explorer/errors.py" />
            <source>Check the path.</source>
            <translation>请检查路径。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/dir_listing.py" />
            <source>Give the directory it lies in.</source>
            <translation>请给出它所在的目录。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/dir_listing.py" />
            <source>Check its permissions, or copy it to a place you may read.</source>
            <translation>请检查其权限，或把它复制到您可以读取的位置。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/dir_listing.py" />
            <source>Listing {0}</source>
            <translation>正在列出 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/dir_listing.py" />
            <source>Cannot be read: {0}.</source>
            <translation>无法读取：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entries.py" />
            <source>kept, no longer in the checkpoint file</source>
            <translation>已保留，但不再列于 checkpoint 文件中</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entries.py" />
            <source>Nothing was written for over an hour: the save was probably interrupted.</source>
            <translation>一个多小时没有写入：保存很可能已中断。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entries.py" />
            <source>the SavedModel has no variables</source>
            <translation>该 SavedModel 没有变量</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_builder.py" />
            <source>There is no index file yet.</source>
            <translation>还没有索引文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_builder.py" />
            <source>The index is not a regular file.</source>
            <translation>索引不是普通文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_builder.py" />
            <source>The index file is empty.</source>
            <translation>索引文件为空。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_builder.py" />
            <source>The data file is missing: names and shapes can be read, values cannot.</source>
            <translation>缺少数据文件：可以读取名称和形状，无法读取值。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_builder.py" />
            <source>A data file (shard) is missing: some values cannot be read.</source>
            <translation>缺少一个数据文件（分片）：有些值无法读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_builder.py" />
            <source>It is being saved again: the index is still that of the save before.</source>
            <translation>正在重新保存：索引仍是上一次保存的。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_builder.py" />
            <source>{0} of its {1} files {2} missing: {3}{4}.</source>
            <translation>其 {1} 个文件中有 {0} 个{2}缺失的：{3}{4}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_builder.py" />
            <source>The file is empty: the save was interrupted, or a copy failed.</source>
            <translation>文件为空：保存被中断，或复制失败。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_builder.py" />
            <source>The checkpoint file names it, but its files are gone.</source>
            <translation>checkpoint 文件列出了它，但其文件已不存在。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_builder.py" />
            <source>The index file is missing; the data files alone cannot be read.</source>
            <translation>缺少索引文件；只有数据文件无法读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_builder.py" />
            <source>The index file is still empty.</source>
            <translation>索引文件仍为空。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_builder.py" />
            <source>The file is still empty.</source>
            <translation>文件仍为空。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_builder.py" />
            <location filename="../../explorer/checkpoints/state_text.py" />
            <source> and others</source>
            <translation> 等</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_reading.py" />
            <source>The values of {0} tensors are not here: {1}.</source>
            <translation>{0} 个张量的值不在此处：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_reading.py" />
            <source>{0} and {1} are missing</source>
            <translation>缺少 {0} 和 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_reading.py" />
            <source>{0}{1} beside it {2} to another save</source>
            <translation>旁边的 {0}{1} {2}另一次保存</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_reading.py" />
            <source>{0} of {1} tensors cannot be trusted; {2}: {3}</source>
            <translation>{1} 个张量中有 {0} 个不可信；{2}：{3}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_reading.py" />
            <source>{0} and {1} more data files are missing</source>
            <translation>缺少 {0} 及另外 {1} 个数据文件</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/entry_reading.py" />
            <source>{0} is missing</source>
            <translation>缺少 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/file_heads.py" />
            <source> is a git-lfs pointer</source>
            <translation> 是 git-lfs 指针</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/file_heads.py" />
            <source>{0}{1} ({2}): run `git lfs pull`.</source>
            <translation>{0}{1}（{2}）：请运行 `git lfs pull`。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/file_heads.py" />
            <source>{0} stored elsewhere</source>
            <translation>{0} 存储在别处</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/file_heads.py" />
            <source>its content is stored elsewhere</source>
            <translation>其内容存储在别处</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/file_heads.py" />
            <source>{0} MiB are</source>
            <translation>{0} MiB</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/file_heads.py" />
            <source>{0} KiB are</source>
            <translation>{0} KiB</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/file_heads.py" />
            <source>{0} bytes are</source>
            <translation>{0} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/folders.py" />
            <source>A link to {0}; not looked into before it is opened.</source>
            <translation>指向 {0} 的链接；打开之前不会查看其内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/folders.py" />
            <source>Looking into the folders of {0}</source>
            <translation>正在查看 {0} 中的文件夹</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/folders.py" />
            <source>{0} of its folders were not looked into.</source>
            <translation>其中有 {0} 个文件夹未查看。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/folders.py" />
            <source>Only {0} of the folders inside its folders were looked into; {1} or more were not.</source>
            <translation>其文件夹中的文件夹只查看了 {0} 个；至少还有 {1} 个未查看。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/folders.py" />
            <source>Holds at least {0}.</source>
            <translation>至少含有 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/folders.py" />
            <source>Holds {0}.</source>
            <translation>含有 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/folders.py" />
            <source>1 event file</source>
            <translation>1 个事件文件</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/folders.py" />
            <source>{0} event files</source>
            <translation>{0} 个事件文件</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/folders.py" />
            <source>{0} Has a checkpoint state file.</source>
            <translation>{0}有 checkpoint 状态文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/folders.py" />
            <source>{0} Only a part of it was looked at.</source>
            <translation>{0}只查看了其中一部分。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/folders.py" />
            <source>A hidden folder; not looked into.</source>
            <translation>隐藏文件夹；未查看。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/folders.py" />
            <source>Not looked into: there are too many folders.</source>
            <translation>未查看：文件夹太多。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/folders.py" />
            <location filename="../../explorer/checkpoints/found_files.py" />
            <source>A part of the SavedModel.</source>
            <translation>SavedModel 的一部分。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/found_files.py" />
            <source>A save in progress, or left over from one.</source>
            <translation>正在进行的保存，或保存后遗留。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/found_files.py" />
            <source>Not a regular file; not opened.</source>
            <translation>不是普通文件；未打开。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/found_files.py" />
            <source>a zip archive</source>
            <translation>zip 归档</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/found_files.py" />
            <source>an HDF5 file</source>
            <translation>HDF5 文件</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/found_files.py" />
            <source>It does not begin as {0} does; not opened.</source>
            <translation>其开头与 {0} 的不同；未打开。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/found_files.py" />
            <source>Keras 3's BackupAndRestore goes on with epoch {0}, batch {1}.</source>
            <translation>Keras 3 的 BackupAndRestore 将从 epoch {0}、batch {1} 继续。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/found_files.py" />
            <source>A link to what is not there.</source>
            <translation>指向不存在的内容的链接。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/found_files.py" />
            <source>A side file of macOS; no checkpoint.</source>
            <translation>macOS 的附属文件；不是检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/found_files.py" />
            <source>A mark that Windows sets on downloads; no checkpoint.</source>
            <translation>Windows 给下载文件加的标记；不是检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/found_files.py" />
            <source>A download or copy that was not finished.</source>
            <translation>未完成的下载或复制。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/found_files.py" />
            <source>Reads like a checkpoint file of another name.</source>
            <translation>内容像用了其他名称的 checkpoint 文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/found_files.py" />
            <source>Not looked into: {0}.</source>
            <translation>未查看：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/graph_problems.py" />
            <source>In the object graph node {0} has several children under the name {1}.</source>
            <translation>对象图中，节点 {0} 有多个名为 {1} 的子节点。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/graph_problems.py" />
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>node {0}</source>
            <translation>节点 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/graph_problems.py" />
            <source>{0} nodes, node {1} the first of them</source>
            <translation>{0} 个节点（第一个是节点 {1}）</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/graph_problems.py" />
            <source>In the object graph no path leads from the root to {0}.</source>
            <translation>对象图中，没有路径从根通向 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/graph_problems.py" />
            <source>The object graph has no nodes, not even a root.</source>
            <translation>对象图没有节点，连根也没有。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/graph_problems.py" />
            <source>In the object graph {0} more edges have the name of another edge of their node.</source>
            <translation>对象图中，另有 {0} 条边与同一节点的另一条边同名。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>true or false</source>
            <translation>true 或 false</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>an object</source>
            <translation>对象</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>a number of many digits</source>
            <translation>位数很多的数字</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>{0} should be an object, it is {1}</source>
            <translation>{0} 应为对象，实际为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>{0} should be a list, it is {1}</source>
            <translation>{0} 应为列表，实际为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>{0} should have {1} entries, it has {2}</source>
            <translation>{0} 应有 {1} 项，实际有 {2} 项</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>{0} should be a text, it is {1}</source>
            <translation>{0} 应为文本，实际为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>{0} holds a character that no name in a file can have</source>
            <translation>{0} 含有文件内名称不可能有的字符</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>{0} should be true, false or null, it is {1}</source>
            <translation>{0} 应为 true、false 或 null，实际为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>{0} should be a whole number, it is {1}</source>
            <translation>{0} 应为整数，实际为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>{0} is {1}, there are {2}</source>
            <translation>{0} 为 {1}，而总数为 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>{0} has {1} dimensions, TensorFlow knows at most {2}</source>
            <translation>{0} 有 {1} 个维度，TensorFlow 最多支持 {2} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>the JSON of this {0} is nested too deeply</source>
            <translation>此 {0} 的 JSON 嵌套过深</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>this {0} is no JSON: {1}</source>
            <translation>此 {0} 不是 JSON：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>the JSON of this {0} holds a number of too many digits</source>
            <translation>此 {0} 的 JSON 含有位数过多的数字</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/json_checks.py" />
            <source>{0} holds {1}, which is no size of a dimension</source>
            <translation>{0} 含有 {1}，它不是维度的大小</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_config.py" />
            <source>its JSON is no configuration of a Keras model</source>
            <translation>其 JSON 不是 Keras 模型的配置</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_config.py" />
            <source>model.to_json() writes one: an object with class_name and config.</source>
            <translation>model.to_json() 会写出配置：一个含有 class_name 和 config 的对象。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_config.py" />
            <source>its configuration unfolds to more layers than any program has</source>
            <translation>其配置展开后的层数超过任何程序</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_config.py" />
            <source>the JSON of this configuration is nested too deeply</source>
            <translation>此配置的 JSON 嵌套过深</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_config.py" />
            <source>its JSON holds a character that no name in a file can have</source>
            <translation>其 JSON 含有文件内名称不可能有的字符</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_config_graph.py" />
            <source>The configuration of model {0} lists no layers.</source>
            <translation>模型 {0} 的配置没有列出任何层。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_config_graph.py" />
            <source>In model {0} layer {1} is called on what comes to be only behind it, or nowhere.</source>
            <translation>在模型 {0} 中，层 {1} 的输入在其后才产生，或根本不产生。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_config_graph.py" />
            <source>{0} entries of model {1} are no layers.</source>
            <translation>模型 {1} 中有 {0} 项不是层。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_config_graph.py" />
            <source>Model {0} has two layers of the name {1}.</source>
            <translation>模型 {0} 有两个名为 {1} 的层。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_config_optimizer.py" />
            <source>The configuration of the optimizer does not tell its class.</source>
            <translation>优化器的配置未说明其类。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_config_optimizer.py" />
            <source>The optimizer is of the class {0}, which Keras itself does not have: its variables are not told by the configuration.</source>
            <translation>优化器的类为 {0}，Keras 本身没有这个类：无法从配置得知其变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_entries.py" />
            <source>sizes that a tensor can have</source>
            <translation>张量可以具有的大小</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_from_file.py" />
            <source>A file of weights does not tell the classes of its layers.</source>
            <translation>权重文件未说明各层的类。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_from_graph.py" />
            <source>Objects of a checkpoint do not tell the classes of layers, which of them are frozen, nor all names.</source>
            <translation>检查点的对象未说明层的类、哪些层被冻结，也未给出所有名称。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers.py" />
            <source>Layers lie in each other more than {0} deep: {1} is not read.</source>
            <translation>层的嵌套超过 {0} 层：未读取 {1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers.py" />
            <source>Layer {0} is of the class {1}, which Keras itself does not have: its weights are not told by the configuration.</source>
            <translation>层 {0} 的类为 {1}，Keras 本身没有这个类：无法从配置得知其权重。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers.py" />
            <location filename="../../explorer/checkpoints/keras_layers_dense.py" />
            <source>the shape of its input</source>
            <translation>其输入的形状</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers.py" />
            <source>an axis {0} its input has</source>
            <translation>其输入具有的轴 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers.py" />
            <source>The input of layer {0} ({1}) has too few axes for it.</source>
            <translation>层 {0}（{1}）的输入的轴太少。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers.py" />
            <source>The configuration of layer {0} ({1}) does not tell {2}.</source>
            <translation>层 {0}（{1}）的配置未说明 {2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_conv.py" />
            <location filename="../../explorer/checkpoints/keras_layers_rnn.py" />
            <source>an input of {0} axes</source>
            <translation>有 {0} 个轴的输入</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_conv.py" />
            <source>the size of its input</source>
            <translation>其输入的大小</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_dense.py" />
            <source>an equation</source>
            <translation>等式</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_dense.py" />
            <source>its output_shape</source>
            <translation>其 output_shape</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_dense.py" />
            <source>an equation that fits its input</source>
            <translation>与其输入相符的等式</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_dense.py" />
            <source>an equation that tells the shape of its kernel</source>
            <translation>说明其卷积核形状的等式</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_dense.py" />
            <source>inputs of so few axes as its equations have letters</source>
            <translation>轴数与其等式字母数一样少的输入</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_dense.py" />
            <source>the shape of its query</source>
            <translation>其 query 的形状</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_dense.py" />
            <source>bias_axes of its equation</source>
            <translation>其等式的 bias_axes</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_norm.py" />
            <source>shared_axes its input has</source>
            <translation>其输入具有的 shared_axes</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_rnn.py" />
            <source>a cell Keras has</source>
            <translation>Keras 具有的单元</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_rnn.py" />
            <source>its cells</source>
            <translation>其各单元</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_rnn.py" />
            <source>an input with an axis of time</source>
            <translation>带时间轴的输入</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_rnn.py" />
            <source>its units</source>
            <translation>其 units</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_rnn.py" />
            <source>its layer</source>
            <translation>其层</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_shapes.py" />
            <source>its target_shape</source>
            <translation>其 target_shape</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_shapes.py" />
            <source>its dims</source>
            <translation>其 dims</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_shapes.py" />
            <source>dims its input has</source>
            <translation>其输入具有的 dims</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_shapes.py" />
            <source>inputs that can be joined</source>
            <translation>可以拼接的输入</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_shapes.py" />
            <source>its axes</source>
            <translation>其 axes</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_shapes.py" />
            <source>axes its inputs have</source>
            <translation>其各输入具有的轴</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_shapes.py" />
            <source>an image as its input</source>
            <translation>图像作为输入</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_layers_shapes.py" />
            <source>inputs whose shapes fit together</source>
            <translation>形状相互匹配的输入</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/keras_wrapping.py" />
            <source>The program is taken to restore with tf.train.Checkpoint({0}), as the checkpoint was saved.</source>
            <translation>假定程序与检查点保存时一样，用 tf.train.Checkpoint({0}) 恢复。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>looked up by file name in this directory</source>
            <translation>在此目录中按文件名查找</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>TensorFlow finds no latest checkpoint here: </source>
            <translation>TensorFlow 在此找不到最新的检查点： </translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>{0}the checkpoint file names </source>
            <translation>{0}checkpoint 文件列出的是 </translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>{0}there is no file named checkpoint, the state file that latest_checkpoint reads.</source>
            <translation>{0}没有名为 checkpoint 的文件，即 latest_checkpoint 读取的状态文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>TensorFlow raises ValueError (Invalid checkpoint state) here: the checkpoint file names no latest checkpoint.</source>
            <translation>TensorFlow 在此抛出 ValueError（Invalid checkpoint state）：checkpoint 文件没有列出最新的检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>The checkpoint file</source>
            <translation>checkpoint 文件</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>The state file {0}</source>
            <translation>状态文件 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>{0}, a path of another place</source>
            <translation>{0}，这是别处的路径</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source> {0} is one of another name: latest_checkpoint(directory, latest_filename={1}).</source>
            <translation> {0} 是用了其他名称的状态文件：latest_checkpoint(directory, latest_filename={1})。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>the checkpoint file cannot be read ({0}).</source>
            <translation>无法读取 checkpoint 文件（{0}）。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>{0} lists {1} names; the last {2} were looked up.</source>
            <translation>{0} 列出了 {1} 个名称；只查找了最后 {2} 个。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>; its names were {0}, which TensorFlow does not do</source>
            <translation>；其名称已{0}，而 TensorFlow 不会这样做</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>{0}, whose index file is missing.</source>
            <translation>{0}，但缺少其索引文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>{0}, which is not in this directory.</source>
            <translation>{0}，但它不在此目录中。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>{0} names paths of another place ({1}); they were {2}. TensorFlow does not do that.</source>
            <translation>{0} 列出了别处的路径（{1}）；它们已 {2}。TensorFlow 不会这样做。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>{0} names {1}, which lies outside this directory; it was not opened.</source>
            <translation>{0} 列出了 {1}，它位于此目录之外；未打开。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>{0} lists {1}{2} more than once.</source>
            <translation>{0} 多次列出 {1}{2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/latest.py" />
            <source>{0} reads like a checkpoint file, but {1}.</source>
            <translation>{0} 的内容像 checkpoint 文件，但 {1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/model_dir.py" />
            <source>{0} more checkpoints that a state file names are gone; the last {1} are listed.</source>
            <translation>状态文件列出的检查点中另有 {0} 个已不存在；只列出最后 {1} 个。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/model_dir.py" />
            <source>Looking at the files of {0}</source>
            <translation>正在查看 {0} 的文件</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/program_keys.py" />
            <source>the paths of the slots are longer than any program's</source>
            <translation>槽的路径比任何程序的都长</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/program_keys.py" />
            <source>the paths of the objects are longer than any program's</source>
            <translation>对象的路径比任何程序的都长</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/run_events.py" />
            <source>{0} has more than {1} tags; the others are left out.</source>
            <translation>{0} 的标签超过 {1} 个；其余的已略过。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/run_events.py" />
            <source>{0} more event files have problems.</source>
            <translation>另有 {0} 个事件文件有问题。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/run_events.py" />
            <source>More than {0} folders hold event files; those after them are not read.</source>
            <translation>含有事件文件的文件夹超过 {0} 个；其后的未读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/run_events.py" />
            <source>The directory</source>
            <translation>该目录</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/saved_model_folder.py" />
            <source>There is no saved_model.pb yet.</source>
            <translation>还没有 saved_model.pb。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/saved_model_folder.py" />
            <source>There is no saved_model.pb: the save was probably interrupted.</source>
            <translation>没有 saved_model.pb：保存很可能已中断。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/seen.py" />
            <source>Its files were deleted at about {}, while this directory was open.</source>
            <translation>其文件大约在 {} 被删除，当时此目录处于打开状态。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>It {0} and has {1}. </source>
            <translation>它 {0}，{1}。 </translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>{0}{1}: one of the two is enough.</source>
            <translation>{0}{1}：给出其中之一即可。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <location filename="../../explorer/resources.py" />
            <source>There are: {0}.</source>
            <translation>现有的步：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>Some of its folders hold checkpoints, open one of them: {0}.</source>
            <translation>其中有些文件夹含有检查点，请打开其中之一：{0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>tells no step</source>
            <translation>未说明步</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>is of step {0}</source>
            <translation>属于第 {0} 步</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>no save number</source>
            <translation>没有保存编号</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>save number {0}</source>
            <translation>保存编号 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>It tells neither a step nor a save number. </source>
            <translation>它既未说明步，也未说明保存编号。 </translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>this checkpoint is not of {0}</source>
            <translation>此检查点不属于 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source> One of them is save number {0}: ask by number, not by step.</source>
            <translation> 其中之一的保存编号为 {0}：请按编号而不是按步查询。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>there is no checkpoint of {0}</source>
            <translation>没有 {0} 的检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source> and {0} more before them</source>
            <translation> 以及更早的 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>Some of its folders hold checkpoints, open one of them: {0} and {1} more.</source>
            <translation>其中有些文件夹含有检查点，请打开其中之一：{0} 及另外 {1} 个。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>Reading the step of {0}</source>
            <translation>正在读取 {0} 的步</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>{0}Leave the option out, or name the directory to choose from it.</source>
            <translation>{0}请去掉此选项，或给出目录以便从中选择。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>step {0} has no save number</source>
            <translation>第 {0} 步没有保存编号</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>step {0} is save number {1}</source>
            <translation>第 {0} 步的保存编号为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>save number {0} tells no step</source>
            <translation>保存编号 {0} 未说明步</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>save number {0} is of step {1}</source>
            <translation>保存编号 {0} 属于第 {1} 步</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source> One of them is of step {0}: ask by step, not by number.</source>
            <translation> 其中之一属于第 {0} 步：请按步而不是按编号查询。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/series.py" />
            <source>Name the checkpoint prefix itself.</source>
            <translation>请直接给出检查点前缀。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec.py" />
            <source>no target was given</source>
            <translation>没有给出目标</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec.py" />
            <source>Name a file or a checkpoint.</source>
            <translation>请给出文件或检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>variable {0}</source>
            <translation>变量 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>"dtype" of {0}</source>
            <translation>{0} 的 "dtype"</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>"shape" of {0}</source>
            <translation>{0} 的 "shape"</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>"key" of {0}</source>
            <translation>{0} 的 "key"</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>"full_name" of {0}</source>
            <translation>{0} 的 "full_name"</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>"role" of {0}</source>
            <translation>{0} 的 "role"</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>slot {0}</source>
            <translation>槽 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>spec file</source>
            <translation>规格文件</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>this is no spec file: its "format" is not "{0}"</source>
            <translation>这不是规格文件：其 "format" 不是 "{0}"</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>this spec file is not of version {0}, the only one that is read</source>
            <translation>此规格文件的版本不是 {0}，而只读取这个版本</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>"runtime" of {0}</source>
            <translation>{0} 的 "runtime"</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>"partition" of {0}</source>
            <translation>{0} 的 "partition"</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>the full name of {0}</source>
            <translation>{0} 的完整名称</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>the full shape of {0}</source>
            <translation>{0} 的完整形状</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>the offset of {0}</source>
            <translation>{0} 的偏移</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>"resource" of {0}</source>
            <translation>{0} 的 "resource"</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>"trainable" of {0}</source>
            <translation>{0} 的 "trainable"</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>the edges of {0}</source>
            <translation>{0} 的边</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>the values of {0}</source>
            <translation>{0} 的值</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>the optimizer of {0}</source>
            <translation>{0} 的优化器</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>the variable of {0}</source>
            <translation>{0} 的变量</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>the name of {0}</source>
            <translation>{0} 的名称</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>"mode" should be "eager" or "graph"</source>
            <translation>"mode" 应为 "eager" 或 "graph"</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>The snippet of the Target menu writes one in your program.</source>
            <translation>“目标”菜单中的代码片段可在您的程序中写出它。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>Write it again with the snippet of this program.</source>
            <translation>请用本程序的代码片段重新写出它。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>"restore_op" of {0}</source>
            <translation>{0} 的 "restore_op"</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>the class of {0}</source>
            <translation>{0} 的类</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>an edge of {0}</source>
            <translation>{0} 的一条边</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>the name of an edge of {0}</source>
            <translation>{0} 的一条边的名称</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>the end of an edge of {0}</source>
            <translation>{0} 的一条边的终点</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>a value of {0}</source>
            <translation>{0} 的一个值</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>the name of a value of {0}</source>
            <translation>{0} 的一个值的名称</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>a variable of {0}</source>
            <translation>{0} 的一个变量</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>the object of {0}</source>
            <translation>{0} 的对象</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>The slot "{0}" of object {1} is told twice; the first is taken.</source>
            <translation>对象 {1} 的槽“{0}”给出了两次；采用第一个。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>"name" of {0}</source>
            <translation>{0} 的 "name"</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>Object {0} has two children called "{1}"; the first is taken.</source>
            <translation>对象 {0} 有两个名为“{1}”的子节点；采用第一个。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_file.py" />
            <source>The value {0} of object {1} is told twice, or held by two objects; the first is taken.</source>
            <translation>对象 {1} 的值 {0} 给出了两次，或由两个对象持有；采用第一个。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>the class of the Keras model</source>
            <translation>Keras 模型的类</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>the attribute of {0}</source>
            <translation>{0} 的属性</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>the name of the Keras model</source>
            <translation>Keras 模型的名称</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>the Keras model</source>
            <translation>Keras 模型</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>the third entry of the optimizer</source>
            <translation>优化器的第三项</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>the weights of {0}</source>
            <translation>{0} 的权重</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>a layer of {0}</source>
            <translation>{0} 的一个层</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>the class of the optimizer</source>
            <translation>优化器的类</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>the trained weights of {0}</source>
            <translation>{0} 的训练权重</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>the name of a layer</source>
            <translation>一个层的名称</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>the layers of {0}</source>
            <translation>{0} 的各层</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>its variables</source>
            <translation>其变量</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_keras_model.py" />
            <source>{0} lies more than {1} layers deep</source>
            <translation>{0} 的嵌套超过 {1} 层</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_merge.py" />
            <source>1 variable of {0} is not in {1}, as {2}.</source>
            <translation>{0} 的 1 个变量不在 {1} 中，即 {2}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_merge.py" />
            <source>{0} variables of {1} are not in {2}, as {3}.</source>
            <translation>{1} 的 {0} 个变量不在 {2} 中，例如 {3}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_merge.py" />
            <source>One source is of {0} {1}, the other of {2}; the first is taken.</source>
            <translation>一个来源的 {0} 为 {1}，另一个为 {2}；采用第一个。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_problems.py" />
            <source>of unknown shape</source>
            <translation>形状未知</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_problems.py" />
            <source>{0} is there twice, as {1} and as {2}; the first is taken.</source>
            <translation>{0} 出现两次，分别为 {1} 和 {2}；采用第一个。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_problems.py" />
            <source>{0} more entries contradict others; the first is taken of each.</source>
            <translation>另有 {0} 项与其他项矛盾；各采用第一个。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_problems.py" />
            <source>object holds a value</source>
            <translation>个对象含有值</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_problems.py" />
            <source>objects hold values</source>
            <translation>个对象含有值</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_problems.py" />
            <source>{0} {1} but no edge leads there from the root (as object {2}); no checkpoint restores that.</source>
            <translation>{0} {1}，但没有边从根通向那里（对象 {2}）；任何检查点都不会恢复它。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_problems.py" />
            <source>unknown dtype</source>
            <translation>dtype 未知</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_sources.py" />
            <source>A target is a checkpoint of any format or its directory, a .meta or graph.pbtxt, a SavedModel, the JSON or .keras or .h5 of a Keras model, a table of names, shapes and dtypes (CSV, TSV, JSON), or the model_spec.json that the snippet writes in your program.</source>
            <translation>目标可以是任何格式的检查点或其目录、.meta 或 graph.pbtxt、SavedModel、Keras 模型的 JSON 或 .keras 或 .h5、名称、形状和 dtype 的表格（CSV、TSV、JSON），或代码片段在您的程序中写出的 model_spec.json。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_sources.py" />
            <source>{0} beside the checkpoint was left out: {1}.</source>
            <translation>检查点旁边的 {0} 已略过：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_table.py" />
            <source>A table has a column of names and one of shapes: CSV or TSV with a header (name,shape,dtype), a JSON object like {"dense/kernel": [4, 10]}, or what tf.train.list_variables gives.</source>
            <translation>表格应有一列名称和一列形状：带表头的 CSV 或 TSV（name,shape,dtype），形如 {"dense/kernel": [4, 10]} 的 JSON 对象，或 tf.train.list_variables 的输出。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_table.py" />
            <source>this text is no table of names and shapes</source>
            <translation>这段文本不是名称和形状的表格</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_table.py" />
            <source>this JSON is no table of names and shapes</source>
            <translation>此 JSON 不是名称和形状的表格</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_table.py" />
            <source>this table tells no shape and no dtype of any variable</source>
            <translation>此表格没有给出任何变量的形状和 dtype</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_table.py" />
            <source>A row without a name that a checkpoint can have was left out.</source>
            <translation>略过了一行：它没有检查点可以使用的名称。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_table.py" />
            <source>The dtype of {0} is none of TensorFlow's: "{1}".</source>
            <translation>{0} 的 dtype 不是 TensorFlow 的 dtype：“{1}”。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_table.py" />
            <source>this is no text</source>
            <translation>这不是文本</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/spec_table.py" />
            <source>The shape of {0} cannot be read: "{1}".</source>
            <translation>无法读取 {0} 的形状：“{1}”。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/state_text.py" />
            <source>The list in the checkpoint file does not fit the files that are there; this text does.</source>
            <translation>checkpoint 文件中的列表与现有文件不符；此文本相符。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/state_text.py" />
            <source>The checkpoint file {0}</source>
            <translation>checkpoint 文件 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/state_text.py" />
            <source>There is no checkpoint file</source>
            <translation>没有 checkpoint 文件</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/state_text.py" />
            <source>{0}; with this text tf.train.latest_checkpoint finds {1}.</source>
            <translation>{0}；用此文本，tf.train.latest_checkpoint 会找到 {1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/state_text.py" />
            <source>The checkpoint file names {0}, which cannot be read whole; this text leaves it out.</source>
            <translation>checkpoint 文件列出了 {0}，它无法完整读取；此文本略去了它。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/state_text.py" />
            <source>The checkpoint file is wrong, and there is no complete checkpoint that it could name.</source>
            <translation>checkpoint 文件有误，而且没有可供列出的完整检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/state_text.py" />
            <source>{0}, and none is needed: Keras files and SavedModels are not listed.</source>
            <translation>{0}，也不需要：Keras 文件和 SavedModel 不会列出。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/state_text.py" />
            <source>{0}, and there is no complete checkpoint that it could name.</source>
            <translation>{0}，而且没有可供列出的完整检查点。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/state_text.py" />
            <source>{0}, and which of these kinds of checkpoints it should name is not known: {1}.</source>
            <translation>{0}，而且不知道应列出其中哪一种检查点：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/state_text.py" />
            <source>The checkpoint file needs no correction.</source>
            <translation>checkpoint 文件不需要更正。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/table_rows.py" />
            <source>this table has more than {0} rows</source>
            <translation>此表格超过 {0} 行</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/table_rows.py" />
            <source>a row of this table has no name</source>
            <translation>此表格的一行没有名称</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/table_rows.py" />
            <source>this table cannot be taken apart: {0}</source>
            <translation>无法解析此表格：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/table_rows.py" />
            <source>a row of this table is neither an object nor a list that begins with a name</source>
            <translation>此表格的一行既不是对象，也不是以名称开头的列表</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/told_kinds.py" />
            <source>so what it says of the nodes is not used.</source>
            <translation>因此不采用它对节点的说明。</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/told_kinds.py" />
            <source>The graph file of the SavedModel has {0} nodes, the object graph of the variables {1}: they are not of one save, {2}</source>
            <translation>SavedModel 的图文件有 {0} 个节点，变量的对象图有 {1} 个：它们不属于同一次保存，{2}</translation>
        </message>
        <message>
            <location filename="../../explorer/checkpoints/told_kinds.py" />
            <source>The graph file of the SavedModel gives node {0} other children than the object graph of the variables: they are not of one save, {1}</source>
            <translation>SavedModel 的图文件中节点 {0} 的子节点与变量的对象图不同：它们不属于同一次保存，{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_checks.py" />
            <source>its entry names no dtype</source>
            <translation>其条目没有给出 dtype</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_checks.py" />
            <location filename="../../explorer/formats/v1_pieces.py" />
            <source>its shape has more elements than its {0} bytes can hold</source>
            <translation>其形状的元素数超过其 {0} 字节所能容纳的</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_checks.py" />
            <location filename="../../explorer/formats/bundle_data_files.py" />
            <source>it should lie in data file number {0}, there are {1}</source>
            <translation>它应位于编号为 {0} 的数据文件，而总数为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_checks.py" />
            <source>its entry has a negative offset or size</source>
            <translation>其条目的偏移或大小为负</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_checks.py" />
            <location filename="../../explorer/formats/bundle_data_files.py" />
            <source>the data file {0} {1}</source>
            <translation>数据文件 {0} {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_checks.py" />
            <source>its bytes in {0} are also those of {1}</source>
            <translation>其在 {0} 中的字节也是 {1} 的字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_checks.py" />
            <location filename="../../explorer/formats/hdf5_values.py" />
            <location filename="../../explorer/formats/tensor_bundle.py" />
            <source>its shape and dtype need {0} bytes, {1} are stored</source>
            <translation>其形状和 dtype 需要 {0} 字节，存储的为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_checks.py" />
            <source>its shape has more elements than the {0} bytes stored can hold</source>
            <translation>其形状的元素数超过存储的 {0} 字节所能容纳的</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_data_files.py" />
            <source>is a git-lfs pointer, not the file itself: run `git lfs pull`</source>
            <translation>是 git-lfs 指针，而不是文件本身：请运行 `git lfs pull`</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_data_files.py" />
            <source>The index names {0} data files for {1} tensors; the tensors lie in {2} of them.</source>
            <translation>索引为 {1} 个张量列出了 {0} 个数据文件；张量位于其中 {2} 个。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_data_files.py" />
            <source>The data file {0} is not there.</source>
            <translation>数据文件 {0} 不存在。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_data_files.py" />
            <source>The data file {0} {1}.</source>
            <translation>数据文件 {0} {1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_data_files.py" />
            <source>{0} more data files are not there.</source>
            <translation>另有 {0} 个数据文件不存在。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_data_files.py" />
            <location filename="../../explorer/storage/files.py" />
            <source>is not there</source>
            <translation>不存在</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_entry.py" />
            <location filename="../../explorer/formats/whole_tensors.py" />
            <source>its shape has a negative dimension</source>
            <translation>其形状含有负的维度</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_entry.py" />
            <source>the index header says {0} data files</source>
            <translation>索引头给出 {0} 个数据文件</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_entry.py" />
            <source>the index header says byte order {0}, known are 0 and 1</source>
            <translation>索引头给出字节序 {0}，已知的是 0 和 1</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_entry.py" />
            <source>its shape has {0} dimensions, TensorFlow allows {1}</source>
            <translation>其形状有 {0} 个维度，TensorFlow 允许 {1} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_entry.py" />
            <source>the checkpoint asks for a reader of version {0}, this one knows version {1}</source>
            <translation>检查点要求版本为 {0} 的读取程序，本程序支持版本 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_entry.py" />
            <source>its shape is damaged: {0}</source>
            <translation>其形状已损坏：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_entry.py" />
            <source>a slice has more than {0} dimensions</source>
            <translation>一个切片的维度超过 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_entry.py" />
            <source>this is a checkpoint of TensorFlow's first format (V1), not the index of one of the second</source>
            <translation>这是 TensorFlow 第一代格式（V1）的检查点，而不是第二代的索引</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_entry.py" />
            <source>It was written by a newer TensorFlow; a newer Checkpoint Explorer may read it.</source>
            <translation>它由更新的 TensorFlow 写出；更新版本的 Checkpoint Explorer 也许能读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_entry.py" />
            <source>the checkpoint refuses readers of version {0}</source>
            <translation>检查点拒绝版本为 {0} 的读取程序</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_entry.py" />
            <source>its shape is stored as unknown</source>
            <translation>其形状存储为未知</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_entry.py" />
            <source>Such a file has no ending: take the .index off its name.</source>
            <translation>这种文件没有结尾：请去掉名称中的 .index。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_entry.py" />
            <source>Its writer knew it to be unreadable by readers of this version.</source>
            <translation>写出它的程序知道这个版本的读取程序无法读取它。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_index.py" />
            <source>its entry in the index is damaged</source>
            <translation>它在索引中的条目已损坏</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_index.py" />
            <source>the table has no header entry, so it is no index of a checkpoint</source>
            <translation>该表没有头部条目，因此不是检查点的索引</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_index.py" />
            <source>Another program may have written this table file.</source>
            <translation>这个表文件可能由其他程序写出。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_index.py" />
            <location filename="../../explorer/formats/table.py" />
            <source>the key {0} is out of order</source>
            <translation>键 {0} 的顺序不对</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_slices.py" />
            <source>the slice {0}</source>
            <translation>切片 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_slices.py" />
            <location filename="../../explorer/formats/whole_tensors.py" />
            <source>its slices hold {0} of {1} elements</source>
            <translation>其切片含有 {1} 个元素中的 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_slices.py" />
            <source>{0} is stored with another dtype than the whole</source>
            <translation>{0} 存储的 dtype 与整体不同</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_slices.py" />
            <source>{0} is stored with the shape {1}, its place has {2}</source>
            <translation>{0} 存储的形状为 {1}，其位置的形状为 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_slices.py" />
            <source>it has {0} slices, too many to check whether they overlap</source>
            <translation>它有 {0} 个切片，太多而无法检查是否重叠</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_slices.py" />
            <source>its slices overlap</source>
            <translation>其切片重叠</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_slices.py" />
            <location filename="../../explorer/formats/v1_listing.py" />
            <source>the slice {0} does not fit its shape {1}</source>
            <translation>切片 {0} 与其形状 {1} 不符</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_slices.py" />
            <source>one of its slices is damaged: {0}</source>
            <translation>其中一个切片已损坏：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/bundle_slices.py" />
            <source>the slice {0} is not in the file</source>
            <translation>切片 {0} 不在文件中</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/checkpoint_state.py" />
            <source>a number is expected</source>
            <translation>此处应为数字</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/checkpoint_state.py" />
            <source>line {0} of the checkpoint state file cannot be read: {1}</source>
            <translation>无法读取 checkpoint 状态文件的第 {0} 行：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/checkpoint_state.py" />
            <source>a checkpoint state file has at most {0} bytes, found {1}</source>
            <translation>checkpoint 状态文件最多 {0} 字节，实际为 {1} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/checkpoint_state.py" />
            <source>a quoted string is expected</source>
            <translation>此处应为带引号的字符串</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/checkpoint_state.py" />
            <source>a name of {0} bytes is none</source>
            <translation>{0} 字节的名称不可能是名称</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/checkpoint_state.py" />
            <source>the escape {0} is not known</source>
            <translation>未知的转义 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/checkpoint_state.py" />
            <source>a number is too long</source>
            <translation>数字太长</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/checkpoint_state.py" />
            <source>a comma is expected</source>
            <translation>此处应为逗号</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/checkpoint_state.py" />
            <source>The checkpoints themselves can still be opened; only this list of them is damaged.</source>
            <translation>检查点本身仍可打开；损坏的只是它们的列表。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/checkpoint_state.py" />
            <location filename="../../explorer/formats/text_blocks.py" />
            <source>a field name is expected</source>
            <translation>此处应为字段名</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/checkpoint_state.py" />
            <source>the field {0} is not known</source>
            <translation>未知的字段 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/checkpoint_state.py" />
            <source>a colon is expected</source>
            <translation>此处应为冒号</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/checksum.py" />
            <source>stored {0}, computed {1}</source>
            <translation>存储的为 {0}，算得 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>zip archive, as Keras writes it</source>
            <translation>Keras 写出的 zip 归档</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>it is a git-lfs pointer, its content is stored elsewhere</source>
            <translation>这是 git-lfs 指针，其内容存储在别处</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>an event file of TensorBoard</source>
            <translation>TensorBoard 的事件文件</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>it is no checkpoint file that we know</source>
            <translation>这不是已知的检查点文件</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>its data files are there, but not its index</source>
            <translation>其数据文件存在，但缺少索引</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>there is no checkpoint of this name</source>
            <translation>没有这个名称的检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>it is a file of the checkpoint {0}, whose index {1}.index is not there</source>
            <translation>这是检查点 {0} 的文件，但其索引 {1}.index 不存在</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>it is {0}</source>
            <translation>这是 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>it is the list of a directory's checkpoints, not one of them</source>
            <translation>这是目录中检查点的列表，而不是其中一个检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <location filename="../../explorer/formats/meta_graph.py" />
            <source>the file is empty</source>
            <translation>文件为空</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>its name ends in {0}, but it is no {1}</source>
            <translation>其名称以 {0} 结尾，但它不是 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>it is a directory, not one checkpoint</source>
            <translation>这是目录，而不是单个检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <location filename="../../explorer/storage/files.py" />
            <source>no file can have this name</source>
            <translation>文件不可能使用这个名称</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>The checkpoint may still be being written: the index comes last.</source>
            <translation>检查点可能仍在写入：索引最后写入。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>A checkpoint is named by its prefix, model.ckpt-200 for model.ckpt-200.index.</source>
            <translation>检查点以其前缀命名：model.ckpt-200.index 的前缀为 model.ckpt-200。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>The checkpoint may still be being written, or was deleted in part.</source>
            <translation>检查点可能仍在写入，或已被部分删除。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>Open its directory: the curves are drawn over the steps.</source>
            <translation>请打开其目录：曲线会沿各步绘出。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>Open the directory.</source>
            <translation>请打开该目录。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <location filename="../../explorer/formats/graph_text.py" />
            <location filename="../../explorer/formats/meta_graph.py" />
            <source>It may still be being written.</source>
            <translation>它可能仍在写入。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>Open it as a model_dir.</source>
            <translation>请把它作为 model_dir 打开。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>It is text: perhaps the page of a download that failed. Fetch the file again.</source>
            <translation>它是文本：可能是下载失败的页面。请重新获取文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/choose_reader.py" />
            <source>Its beginning is damaged, or it was given a wrong name. Fetch it again from where it was written.</source>
            <translation>其开头已损坏，或文件名有误。请从写出它的位置重新获取。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/chunk_stream.py" />
            <source>a tensor of the shape {0} does not fit in memory</source>
            <translation>形状为 {0} 的张量超出内存容量</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/event_file.py" />
            <source>one record is</source>
            <translation>1 条记录</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/event_file.py" />
            <source>{0} records are</source>
            <translation>{0} 条记录</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/event_file.py" />
            <source>{0}: it is no event file, or its first bytes are damaged.</source>
            <translation>{0}：这不是事件文件，或其最初的字节已损坏。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/event_file.py" />
            <source>{0}: {1} damaged and left out, the first at byte {2}.</source>
            <translation>{0}：{1} 已损坏并略过，第一处位于第 {2} 字节。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/event_file.py" />
            <source>{0}: {1} no TensorFlow event, the first at byte {2}.</source>
            <translation>{0}：{1} 不是 TensorFlow 事件，第一处位于第 {2} 字节。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/event_file.py" />
            <source>{0}: the event at byte {1} is too long to be looked into; its values are left out.</source>
            <translation>{0}：第 {1} 字节处的事件太长，无法查看；其值已略过。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/event_file.py" />
            <source>{0}: it has more than {1} tags; the others are left out.</source>
            <translation>{0}：标签超过 {1} 个；其余的已略过。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/event_file.py" />
            <source>{0}: the record at byte {1} is damaged, and nothing tells where the next begins: the last {2} bytes cannot be read.</source>
            <translation>{0}：第 {1} 字节处的记录已损坏，无从得知下一条从何处开始：最后 {2} 字节无法读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/event_file.py" />
            <source>{0}: the last record, at byte {1}, does not match its checksum and is left out.</source>
            <translation>{0}：最后一条记录（第 {1} 字节处）与校验和不匹配，已略过。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/graph_fields.py" />
            <source>a field is cut off at byte {0}</source>
            <translation>一个字段在第 {0} 字节处被截断</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/graph_fields.py" />
            <source>node {0} says {1} bytes, {2} are left</source>
            <translation>节点 {0} 声明 {1} 字节，只剩 {2} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/graph_fields.py" />
            <source>a field of node {0} says {1} bytes, more than the node has</source>
            <translation>节点 {0} 的一个字段声明 {1} 字节，超过该节点的大小</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/graph_nodes.py" />
            <source>a save node tells a slice as {0}, which names no part of a shape</source>
            <translation>一个保存节点把切片写成 {0}，它不表示形状的任何部分</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/graph_nodes.py" />
            <source>The graph file is damaged; the checkpoint beside it can still be opened.</source>
            <translation>图文件已损坏；旁边的检查点仍可打开。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/graph_nodes.py" />
            <source>its graph has over {0} variables, constants and saved tensors</source>
            <translation>其图的变量、常量和保存的张量超过 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/graph_nodes.py" />
            <source>Looking for what the graph saves</source>
            <translation>正在查找图所保存的内容</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/graph_nodes.py" />
            <location filename="../../explorer/formats/meta_graph.py" />
            <source>No program we know makes such a graph.</source>
            <translation>已知的程序都不会生成这样的图。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/graph_text.py" />
            <source>it has {0} bytes; text graphs of up to {1} bytes are read</source>
            <translation>它有 {0} 字节；只读取不超过 {1} 字节的文本图</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/graph_text.py" />
            <source>it holds no node of a graph</source>
            <translation>它不含图的节点</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/graph_text.py" />
            <source>The .meta file beside a checkpoint tells the same in a smaller form.</source>
            <translation>检查点旁边的 .meta 文件以更小的形式给出相同的内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/graph_text.py" />
            <source>it is no text graph: it has a field {0}</source>
            <translation>这不是文本图：它有字段 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/graph_text.py" />
            <location filename="../../explorer/formats/meta_graph.py" />
            <source>A node of {0} bytes, at byte {1}, was not read.</source>
            <translation>未读取第 {1} 字节处一个 {0} 字节的节点。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/graph_text.py" />
            <source>A graph is made of fields named node.</source>
            <translation>图由名为 node 的字段组成。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_attributes.py" />
            <source>strings of varied length</source>
            <translation>变长的字符串</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_attributes.py" />
            <source>an attribute is of version {0}</source>
            <translation>一个属性的版本为 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_attributes.py" />
            <source>an attribute's type</source>
            <translation>属性的类型</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_attributes.py" />
            <source>an attribute's shape</source>
            <translation>属性的形状</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_attributes.py" />
            <source>its elements are no strings</source>
            <translation>其元素不是字符串</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_attributes.py" />
            <source>a string is longer than what is stored of it</source>
            <translation>一个字符串比为其存储的内容更长</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_attributes.py" />
            <source>an attribute</source>
            <translation>属性</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_bytes.py" />
            <source>Rewriting the file with `h5repack` of the HDF5 tools, or with h5py, turns it into a plain one.</source>
            <translation>用 HDF5 工具中的 `h5repack` 或 h5py 重写文件，可把它变成普通的文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_bytes.py" />
            <location filename="../../explorer/errors.py" />
            <source>The file is damaged, still being written, or a copy of it was cut short.</source>
            <translation>文件已损坏、仍在写入，或其副本被截断。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_bytes.py" />
            <source>{0} is too short for its checksum</source>
            <translation>{0} 太短，容不下其校验和</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_bytes.py" />
            <location filename="../../explorer/formats/zip_member.py" />
            <source>the checksum of {0} does not match: stored {1}, computed {2}</source>
            <translation>{0} 的校验和不匹配：存储的为 {1}，算得 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_bytes.py" />
            <source>{0} ends after {1} bytes, in the middle of a field</source>
            <translation>{0} 在 {1} 字节后于字段中间结束</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_bytes.py" />
            <source>{0} begins with {1} instead of {2}</source>
            <translation>{0} 以 {1} 而不是 {2} 开头</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_bytes.py" />
            <source>a name in {0} has no end</source>
            <translation>{0} 中的一个名称没有结尾</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_bytes.py" />
            <source>{0} has {1} bytes, more than any program writes</source>
            <translation>{0} 有 {1} 字节，超过任何程序所写的</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_bytes.py" />
            <source>its blocks refer to each other without end: far more would be read than the file holds</source>
            <translation>其各块无休止地相互引用：要读取的内容会远超文件所含</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_bytes.py" />
            <source>{0} should lie at bytes {1} to {2}, but the file has {3}</source>
            <translation>{0} 应位于第 {1} 至 {2} 字节，而文件只有 {3} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_bytes.py" />
            <source>{0} has no address</source>
            <translation>{0} 没有地址</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_chunks.py" />
            <source>the index of its chunks</source>
            <translation>其数据块的索引</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_chunks.py" />
            <source>a block of the index of its chunks</source>
            <translation>其数据块索引的一个块</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_chunks.py" />
            <source>its chunks have {0} dimensions, its shape {1}</source>
            <translation>其数据块有 {0} 个维度，其形状有 {1} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_chunks.py" />
            <source>its {0} chunks of {1} bytes do not fit in the file's {2}</source>
            <translation>其 {0} 个各 {1} 字节的数据块无法放入文件的 {2} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_chunks.py" />
            <source>{0} has an odd size</source>
            <translation>{0} 的大小异常</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_chunks.py" />
            <source>two chunks claim the same place</source>
            <translation>两个数据块占用同一位置</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_chunks.py" />
            <source>a chunk should end at byte {0}, the file has {1}</source>
            <translation>一个数据块应结束于第 {0} 字节，而文件只有 {1} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_chunks.py" />
            <source>it is cut into more than {0} chunks</source>
            <translation>它被切成超过 {0} 个数据块</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_chunks.py" />
            <source>two chunks claim the same bytes</source>
            <translation>两个数据块占用相同的字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_chunks.py" />
            <source>a chunk begins inside another one</source>
            <translation>一个数据块从另一个之内开始</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_chunks.py" />
            <source>a page of the index of its chunks</source>
            <translation>其数据块索引的一页</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_datatype.py" />
            <source>records of several fields</source>
            <translation>含多个字段的记录</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_datatype.py" />
            <source>a dataspace has {0} dimensions</source>
            <translation>一个数据空间有 {0} 个维度</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_datatype.py" />
            <source>a dataspace has a dimension beyond 63 bits</source>
            <translation>一个数据空间的维度超过 63 位</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_datatype.py" />
            <source>a datatype has elements of 0 bytes</source>
            <translation>一个数据类型的元素为 0 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_datatype.py" />
            <source>sequences of varied length</source>
            <translation>变长的序列</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_datatype.py" />
            <source>opaque elements of {0} bytes</source>
            <translation>{0} 字节的不透明元素</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_datatype.py" />
            <source>integers of {0} bits in {1} bytes</source>
            <translation>{1} 字节中的 {0} 位整数</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_datatype.py" />
            <source>floats of {0} bits in {1} bytes</source>
            <translation>{1} 字节中的 {0} 位浮点数</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_datatype.py" />
            <source>an enumeration of an unusual type</source>
            <translation>类型不寻常的枚举</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_datatype.py" />
            <source>complex numbers of two {0}</source>
            <translation>由两个 {0} 组成的复数</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_datatype.py" />
            <source>a dataspace is of version {0}</source>
            <translation>一个数据空间的版本为 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_datatype.py" />
            <source>an array type has {0} dimensions</source>
            <translation>一个数组类型有 {0} 个维度</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_datatype.py" />
            <source>an array type of {0} bytes has {1} elements of {2}</source>
            <translation>一个 {0} 字节的数组类型有 {1} 个 {2} 的元素</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_datatype.py" />
            <source>complex numbers of an unusual type</source>
            <translation>类型不寻常的复数</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_file.py" />
            <source>unknown elements</source>
            <translation>未知的元素</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_file.py" />
            <source>The file should have {0} bytes, but has {1}: it may still be being written, or a copy of it was cut short.</source>
            <translation>文件应有 {0} 字节，但只有 {1} 字节：可能仍在写入，或其副本被截断。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_file.py" />
            <source>The program that wrote the file has not closed it: it may still be being written.</source>
            <translation>写出文件的程序没有关闭它：可能仍在写入。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_file.py" />
            <source>{0} more problems of this kind.</source>
            <translation>另有 {0} 个此类问题。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_file.py" />
            <source>its groups are nested more than {0} deep</source>
            <translation>其组的嵌套超过 {0} 层</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_file.py" />
            <source>a dataset does not say its shape or its type</source>
            <translation>一个数据集未说明其形状或类型</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_file.py" />
            <source>The link {0} leads to {1}, which is not there.</source>
            <translation>链接 {0} 指向 {1}，而它不存在。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_file.py" />
            <source>A link in {0} has no name of its own.</source>
            <translation>{0} 中的一个链接没有自己的名称。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_file.py" />
            <source>The attributes of {0} cannot be read: {1}.</source>
            <translation>无法读取 {0} 的属性：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_file.py" />
            <source>the paths in it are together far longer than the file</source>
            <translation>其中的路径合起来远比文件长</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_file.py" />
            <source>its root is no group</source>
            <translation>其根不是组</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_file.py" />
            <source>another file ({0})</source>
            <translation>另一个文件（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_file.py" />
            <source>nowhere known</source>
            <translation>未知的位置</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_file.py" />
            <source>The link {0} leads to {1}, and is not followed.</source>
            <translation>链接 {0} 指向 {1}，未跟随。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_file.py" />
            <source>the root group</source>
            <translation>根组</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_filters.py" />
            <source>a chunk of {0} bytes has {1}</source>
            <translation>一个 {0} 字节的数据块有 {1} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_filters.py" />
            <source>a chunk is too short for its checksum</source>
            <translation>一个数据块太短，容不下其校验和</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_filters.py" />
            <source>the checksum of a chunk does not match its bytes</source>
            <translation>一个数据块的校验和与其字节不匹配</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_filters.py" />
            <source>a packed chunk should hold {0} bytes, and does not</source>
            <translation>一个压缩的数据块应含 {0} 字节，实际不符</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_filters.py" />
            <source>a packed chunk cannot be unpacked: {0}</source>
            <translation>一个压缩的数据块无法解压：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_groups.py" />
            <source>a link is of version {0}</source>
            <translation>一个链接的版本为 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_groups.py" />
            <source>a group lists a node twice</source>
            <translation>一个组把一个节点列出两次</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_header.py" />
            <source>a continuation of an object header</source>
            <translation>对象头的延续</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_header.py" />
            <source>a shared message</source>
            <translation>共享消息</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_header.py" />
            <source>a shared message is not where it should be</source>
            <translation>共享消息不在应在的位置</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_header.py" />
            <source>an object header</source>
            <translation>对象头</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_header.py" />
            <source>a message of type {0}</source>
            <translation>类型为 {0} 的消息</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_header.py" />
            <source>it keeps messages of objects in a common heap, which is not read here</source>
            <translation>它把对象的消息保存在公共堆中，此处不读取</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_header.py" />
            <source>an object header should lie at byte {0}, found {1}</source>
            <translation>对象头应位于第 {0} 字节，实际为 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_header.py" />
            <source>an object header is of version {0}</source>
            <translation>一个对象头的版本为 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_header.py" />
            <source>an object header continues in a circle</source>
            <translation>一个对象头循环延续</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_header.py" />
            <source>a shared message is of version {0}</source>
            <translation>一个共享消息的版本为 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>a fractal heap</source>
            <translation>分形堆</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>the names of a group</source>
            <translation>组的名称</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>a global heap</source>
            <translation>全局堆</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>the id of a heap object</source>
            <translation>堆对象的 id</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>a name of a group's heap has no end</source>
            <translation>组的堆中有一个名称没有结尾</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>an object of a global heap</source>
            <translation>全局堆的对象</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>it keeps links or attributes in a filtered heap</source>
            <translation>它把链接或属性保存在带过滤器的堆中</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>the table of a fractal heap has an odd size</source>
            <translation>分形堆的表大小异常</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>a link or attribute is stored as a huge object</source>
            <translation>一个链接或属性存储为巨型对象</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>an object reaches out of its heap block</source>
            <translation>一个对象超出其堆块</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>a block of a fractal heap</source>
            <translation>分形堆的块</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>a table of a fractal heap</source>
            <translation>分形堆的表</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>the heap at byte {0} holds no object {1}</source>
            <translation>第 {0} 字节处的堆不含对象 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>an object of a global heap reaches out of it</source>
            <translation>全局堆的一个对象超出了堆</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>the blocks of a fractal heap have odd sizes</source>
            <translation>分形堆的各块大小异常</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>a block of a fractal heap does not begin as one</source>
            <translation>分形堆的一个块开头不符</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>a heap block</source>
            <translation>堆块</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>an object lies beyond the end of its heap</source>
            <translation>一个对象位于其堆的末尾之外</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_heaps.py" />
            <source>the table of a fractal heap has no rows</source>
            <translation>分形堆的表没有行</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_layout.py" />
            <source>its values lie in another file, which is not opened</source>
            <translation>其值位于另一个文件中，该文件未打开</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_layout.py" />
            <source>a dataset does not say where its values lie</source>
            <translation>一个数据集未说明其值位于何处</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_layout.py" />
            <source>a layout is of version {0}</source>
            <translation>一个布局的版本为 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_layout.py" />
            <source>a layout has {0} dimensions</source>
            <translation>一个布局有 {0} 个维度</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_layout.py" />
            <source>a layout is of an unknown class {0}</source>
            <translation>一个布局属于未知的类别 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_layout.py" />
            <source>a chunk has {0} dimensions</source>
            <translation>一个数据块有 {0} 个维度</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_layout.py" />
            <source>a chunk has a dimension of size 0</source>
            <translation>一个数据块有大小为 0 的维度</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_layout.py" />
            <source>a filter pipeline is of an unknown kind</source>
            <translation>一个过滤器管道的类型未知</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_layout.py" />
            <source>its values are a view of other datasets or files, which is not followed</source>
            <translation>其值是其他数据集或文件的视图，未跟随</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_layout.py" />
            <source>its values are laid out in a way unknown here ({0})</source>
            <translation>其值的排布方式未知（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_layout.py" />
            <source>the sizes of a chunk have an odd width</source>
            <translation>数据块的大小字段宽度异常</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_layout.py" />
            <source>its values are packed by the filter {0}, which is not applied here</source>
            <translation>其值由过滤器 {0} 压缩，此处不支持</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_layout.py" />
            <source>`h5repack -f GZIP=4` of the HDF5 tools packs them in a way that is.</source>
            <translation>HDF5 工具中的 `h5repack -f GZIP=4` 可把它们改为支持的压缩方式。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_layout.py" />
            <source>its chunks are indexed in an unknown way ({0})</source>
            <translation>其数据块的索引方式未知（{0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_reader.py" />
            <source>its model configuration has {0} bytes</source>
            <translation>其模型配置有 {0} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_reader.py" />
            <source>its bytes are also those of the file's own structures</source>
            <translation>其字节也属于文件自身的结构</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_reader.py" />
            <source>Read without verifying, it gives what is stored.</source>
            <translation>不校验而读取时，会给出存储的内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_reader.py" />
            <source>its bytes are also those of {0}</source>
            <translation>其字节也是 {0} 的字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_superblock.py" />
            <source>it does not begin as an HDF5 file does</source>
            <translation>其开头与 HDF5 文件不同</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_superblock.py" />
            <source>the superblock</source>
            <translation>超级块</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_superblock.py" />
            <source>its superblock is of version {0}; 0 to 3 are known</source>
            <translation>其超级块的版本为 {0}；已知的是 0 至 3</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_superblock.py" />
            <source>its superblock says addresses of {0} and lengths of {1} bytes</source>
            <translation>其超级块给出 {0} 字节的地址和 {1} 字节的长度</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_superblock.py" />
            <source>A newer HDF5 wrote it.</source>
            <translation>它由更新的 HDF5 写出。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_trees.py" />
            <source>a tree node</source>
            <translation>树节点</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_trees.py" />
            <source>a tree is of another kind than its place</source>
            <translation>一棵树的类型与其位置不符</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_trees.py" />
            <source>a tree of blocks runs in a circle</source>
            <translation>块的树形成循环</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_trees.py" />
            <source>a tree node is of another kind than its tree</source>
            <translation>一个树节点的类型与其树不同</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_trees.py" />
            <source>a tree of records runs in a circle</source>
            <translation>记录的树形成循环</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_values.py" />
            <source>it holds {0}, which have no numbers</source>
            <translation>它含有 {0}，没有数值</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_values.py" />
            <source>it should end at byte {0} of the file, which has {1}</source>
            <translation>它应结束于文件的第 {0} 字节，而文件只有 {1} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_values.py" />
            <source>it holds {0}, and the file does not say what they are</source>
            <translation>它含有 {0}，而文件未说明其含义</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_values.py" />
            <source>the elements of its chunks are of another size than its type</source>
            <translation>其数据块的元素大小与其类型不同</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_values.py" />
            <location filename="../../explorer/formats/v1_pieces.py" />
            <source>it cannot be read: {0}</source>
            <translation>无法读取：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_values.py" />
            <source>{0} bytes are stored of a tensor of {1}: nearly all of it was never written</source>
            <translation>一个 {1} 字节的张量只存储了 {0} 字节：几乎全部从未写入</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_values.py" />
            <source>the dataset</source>
            <translation>数据集</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/hdf5_values.py" />
            <source>Keras writes dtypes that NumPy has no name for so; save them as float32 to read them.</source>
            <translation>Keras 会写出 NumPy 没有对应名称的 dtype；要读取它们，请保存为 float32。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/keras_archive.py" />
            <source>it is a zip archive, but none that Keras wrote</source>
            <translation>这是 zip 归档，但不是 Keras 写出的</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/keras_archive.py" />
            <source>its weights are kept as model.weights.npz, not as HDF5</source>
            <translation>其权重保存为 model.weights.npz，而不是 HDF5</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/keras_archive.py" />
            <source>its weights are spread over several files inside the archive</source>
            <translation>其权重分散在归档内的多个文件中</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/keras_archive.py" />
            <source>the archive holds no {0}</source>
            <translation>归档中没有 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/keras_archive.py" />
            <source>Loading it with Keras and saving it again gives a .keras file that can be read.</source>
            <translation>用 Keras 加载并重新保存，可得到能够读取的 .keras 文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/keras_archive.py" />
            <source>Unpack it: each model_00000.weights.h5 opens by itself.</source>
            <translation>请解压：每个 model_00000.weights.h5 都可单独打开。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/keras_archive.py" />
            <source>Only the configuration of a model was saved in it.</source>
            <translation>其中只保存了模型的配置。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/keras_metadata.py" />
            <source>The names of the Keras classes cannot be read from {0}: {1}.</source>
            <translation>无法从 {0} 读取 Keras 类的名称：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/lfs_pointer.py" />
            <source>Fetch the file itself with `git lfs pull`.</source>
            <translation>请用 `git lfs pull` 获取文件本身。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/lfs_pointer.py" />
            <source>it is a git-lfs pointer that stands for a file{0}, not the file itself</source>
            <translation>这是代表文件{0}的 git-lfs 指针，而不是文件本身</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/lfs_pointer.py" />
            <source> of {0} bytes</source>
            <translation> （{0} 字节）</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/message_walk.py" />
            <location filename="../../explorer/formats/varint.py" />
            <source>field number {0} at byte {1} is not allowed</source>
            <translation>第 {1} 字节处不允许字段号 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/message_walk.py" />
            <location filename="../../explorer/formats/varint.py" />
            <source>field {0} at byte {1} says {2} bytes, {3} are left</source>
            <translation>第 {1} 字节处的字段 {0} 声明 {2} 字节，只剩 {3} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/message_walk.py" />
            <source>The file may still be being written, or a copy of it was cut short.</source>
            <translation>文件可能仍在写入，或其副本被截断。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/message_walk.py" />
            <location filename="../../explorer/formats/varint.py" />
            <source>wire type {0} of field {1} at byte {2} is not allowed</source>
            <translation>第 {2} 字节处字段 {1} 的线路类型 {0} 不被允许</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/messages.py" />
            <source>it cannot be decoded: {0}</source>
            <translation>无法解码：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/messages.py" />
            <source>The file is damaged, cut short or of another kind.</source>
            <translation>文件已损坏、被截断，或属于其他类型。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/meta_graph.py" />
            <source>The graph file is damaged or cut short; the checkpoint beside it can still be opened.</source>
            <translation>图文件已损坏或被截断；旁边的检查点仍可打开。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/meta_graph.py" />
            <source>it holds no graph</source>
            <translation>它不含图</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/meta_graph.py" />
            <source>it has {0} bytes, a graph file at most {1}</source>
            <translation>它有 {0} 字节，图文件最多 {1} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/meta_graph.py" />
            <source>it holds neither a graph nor a Saver</source>
            <translation>它既不含图也不含 Saver</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/meta_graph.py" />
            <source>It is no saved_model.pb of TensorFlow, or is cut short.</source>
            <translation>这不是 TensorFlow 的 saved_model.pb，或被截断。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/meta_graph.py" />
            <source>it lists over {0} variables</source>
            <translation>它列出的变量超过 {0} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/meta_graph.py" />
            <source>its {0} has {1} bytes, more than {2}</source>
            <translation>其 {0} 有 {1} 字节，超过 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/meta_graph.py" />
            <source>It cannot be a MetaGraphDef as TensorFlow writes them.</source>
            <translation>它不可能是 TensorFlow 写出的 MetaGraphDef。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/meta_graph.py" />
            <source>It is no .meta file of TensorFlow.</source>
            <translation>这不是 TensorFlow 的 .meta 文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/meta_graph.py" />
            <source>a node of the graph cannot be decoded</source>
            <translation>图的一个节点无法解码</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/no_variables.py" />
            <source>The SavedModel holds no variables.</source>
            <translation>该 SavedModel 不含变量。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/no_variables.py" />
            <source>the SavedModel holds no variables, asked for row {0}</source>
            <translation>该 SavedModel 不含变量，却请求了第 {0} 行</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/no_variables.py" />
            <source>The SavedModel has no file of variables, and {0}.</source>
            <translation>该 SavedModel 没有变量文件，而且 {0}。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/no_variables.py" />
            <source>its graph lists {0} variables, but {1} is not there</source>
            <translation>其图列出了 {0} 个变量，但 {1} 不存在</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/no_variables.py" />
            <source>its graph lists 1 variable, but {0} is not there</source>
            <translation>其图列出了 1 个变量，但 {0} 不存在</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/no_variables.py" />
            <source>Copy the whole folder of the SavedModel.</source>
            <translation>请复制 SavedModel 的整个文件夹。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/object_graph.py" />
            <source>In the object graph {0}, but there are {1} nodes.</source>
            <translation>对象图中 {0}，但总共有 {1} 个节点。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/object_graph.py" />
            <source>The object graph has {0} more references to nodes that do not exist.</source>
            <translation>对象图中另有 {0} 处引用了不存在的节点。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/object_graph.py" />
            <source>object graph</source>
            <translation>对象图</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/object_graph.py" />
            <source>node {0} has a child {1} with the number {2}</source>
            <translation>节点 {0} 有子节点 {1}，其编号为 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/object_graph.py" />
            <source>node {0} has a slot {1} of variable {2} with the number {3}</source>
            <translation>节点 {0} 有变量 {2} 的槽 {1}，其编号为 {3}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/proto_values.py" />
            <location filename="../../explorer/formats/saved_slices.py" />
            <source>The file is damaged, or was not written by TensorFlow.</source>
            <translation>文件已损坏，或不是由 TensorFlow 写出。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/proto_values.py" />
            <source>a value is cut off, or has too many bytes</source>
            <translation>一个值被截断，或字节过多</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/proto_values.py" />
            <source>a value has more than 10 bytes</source>
            <translation>一个值超过 10 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/proto_values.py" />
            <source>it holds {0}, which is no {1}</source>
            <translation>它含有 {0}，而那不是 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/proto_values.py" />
            <source>it holds its values in two forms</source>
            <translation>它以两种形式保存其值</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/proto_values.py" />
            <source>its values have the wire type {0}</source>
            <translation>其值的线路类型为 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/proto_values.py" />
            <source>the number of a field takes more bytes than it needs</source>
            <translation>一个字段的编号占用的字节多于所需</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/proto_values.py" />
            <source>bytes of values</source>
            <translation>字节的值</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/proto_values.py" />
            <source>its shape has {0} elements, {1} {2} are stored</source>
            <translation>其形状有 {0} 个元素，存储了 {1} 个 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/proto_values.py" />
            <source>its strings do not fill its content</source>
            <translation>其字符串没有填满其内容</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/proto_values.py" />
            <source>its shape has {0} elements, {1} are stored</source>
            <translation>其形状有 {0} 个元素，存储了 {1} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/proto_values.py" />
            <source>its values are scattered over too many fields</source>
            <translation>其值分散在过多的字段中</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/proto_values.py" />
            <source>its values are {0}, it is listed as {1}</source>
            <translation>其值为 {0}，列出的却是 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/range_read.py" />
            <source>elements {0} to {1} were asked for, the tensor has {2}</source>
            <translation>请求了第 {0} 至 {1} 个元素，该张量有 {2} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/range_read.py" />
            <source>Reload: the checkpoint may have been written anew.</source>
            <translation>请重新加载：检查点可能已重新写出。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/record_walk.py" />
            <source>Checking {0}</source>
            <translation>正在检查 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_model.py" />
            <source>it has more than {0} fields, no SavedModel has as many</source>
            <translation>它的字段超过 {0} 个，没有 SavedModel 有这么多</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_model.py" />
            <source>the graph is saved as text, in {0}, which is not read</source>
            <translation>图以文本形式保存在 {0} 中，此处不读取</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_model.py" />
            <source>holds no graph</source>
            <translation>不含图</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_model.py" />
            <source>is no SavedModel</source>
            <translation>不是 SavedModel</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_model.py" />
            <source>the file {0}</source>
            <translation>文件 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_model.py" />
            <source>{0} has {1} bytes, at most {2} are read</source>
            <translation>{0} 有 {1} 字节，最多读取 {2} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_model.py" />
            <source>Save it again with as_text=False.</source>
            <translation>请用 as_text=False 重新保存。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_model.py" />
            <location filename="../../explorer/formats/table.py" />
            <location filename="../../explorer/storage/files.py" />
            <source>It may still be being written, or a copy of it was cut short.</source>
            <translation>它可能仍在写入，或其副本被截断。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_model.py" />
            <source>the field at byte {0} is damaged or cut off</source>
            <translation>第 {0} 字节处的字段已损坏或被截断</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_model.py" />
            <source>The description</source>
            <translation>描述</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_model.py" />
            <source>A list of variables</source>
            <translation>变量的列表</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_model.py" />
            <source>The object graph</source>
            <translation>对象图</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_slices.py" />
            <source>the table does not list its tensors, so it is no checkpoint</source>
            <translation>该表没有列出其张量，因此不是检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_slices.py" />
            <source>its entry holds no values</source>
            <translation>其条目不含值</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_slices.py" />
            <source>in its place values of {0} are stored</source>
            <translation>在其位置存储的是 {0} 的值</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_slices.py" />
            <source>in its place values of the slice {0} are stored</source>
            <translation>在其位置存储的是切片 {0} 的值</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_slices.py" />
            <source>this is the index of a checkpoint of TensorFlow's second format under another name</source>
            <translation>这是用了其他名称的 TensorFlow 第二代格式检查点的索引</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_slices.py" />
            <source>Its name must end in .index, and its data files lie beside it.</source>
            <translation>其名称必须以 .index 结尾，且其数据文件位于旁边。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/saved_slices.py" />
            <source>it is stored twice in one entry</source>
            <translation>它在一个条目中存储了两次</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>this is not a checkpoint index, or it was cut short</source>
            <translation>这不是检查点索引，或被截断</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>{0} (a table file ends with a {1}-byte footer, found {2} bytes)</source>
            <translation>{0}（表文件以 {1} 字节的尾部结束，实际为 {2} 字节）</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>{0} (it ends with {1}, a table file ends with {2})</source>
            <translation>{0}（它以 {1} 结束，表文件以 {2} 结束）</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>a block should end at byte {0}, its room ends at byte {1}</source>
            <translation>一个块应结束于第 {0} 字节，而其空间结束于第 {1} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>a block has at least 8 bytes, found {0}</source>
            <translation>一个块至少有 8 字节，实际为 {0} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>{0} restart points do not fit a block of {1} bytes</source>
            <translation>{1} 字节的块容不下 {0} 个重启点</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>the first restart point of a block is {0} instead of 0</source>
            <translation>一个块的第一个重启点为 {0} 而不是 0</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>{0} has {1} bytes, an index has at most {2}</source>
            <translation>{0} 有 {1} 字节，索引最多 {2} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>{0} has {1} bytes, too few for the {2}-byte footer of a table file</source>
            <translation>{0} 有 {1} 字节，容不下表文件 {2} 字节的尾部</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>the compressed block at byte {0} says it holds {1} bytes, too many for {2} compressed ones</source>
            <translation>第 {0} 字节处的压缩块声明含有 {1} 字节，对 {2} 个压缩字节而言太多</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>the compressed block at byte {0} gave {1} of {2} bytes</source>
            <translation>第 {0} 字节处的压缩块只解出 {2} 字节中的 {1} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>the block at byte {0} does not match its checksum: stored {1}, computed {2}</source>
            <translation>第 {0} 字节处的块与校验和不匹配：存储的为 {1}，算得 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>the block at byte {0} has unknown compression {1}</source>
            <translation>第 {0} 字节处的块使用未知的压缩方式 {1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>a key shares {0} bytes with the previous one, which has {1}</source>
            <translation>一个键与前一个键共用 {0} 字节，而前一个键只有 {1} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>an entry should end at byte {0} of its block, which has {1}</source>
            <translation>一个条目应结束于其块的第 {0} 字节，而该块只有 {1} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>the keys are far longer than the file can hold</source>
            <translation>各键远比文件所能容纳的长</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>a block handle in the index block has bytes to spare</source>
            <translation>索引块中的一个块句柄有多余的字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>the data block at byte {0} overlaps the one before it</source>
            <translation>第 {0} 字节处的数据块与前一个重叠</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <source>the compressed block at byte {0} is damaged: {1}</source>
            <translation>第 {0} 字节处的压缩块已损坏：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/table.py" />
            <location filename="../../explorer/formats/tensor_slice_v1.py" />
            <source>The file is damaged, or is being rewritten now.</source>
            <translation>文件已损坏，或正在重写。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_bundle.py" />
            <source>its elements have no fixed size</source>
            <translation>其元素没有固定的大小</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_bundle.py" />
            <source>its slices do not lie one behind the other</source>
            <translation>其切片不是首尾相接的</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_bundle.py" />
            <source>it cannot be read in part: {0}</source>
            <translation>无法部分读取：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_bundle.py" />
            <source>it is of the dtype {0}, which has no numbers</source>
            <translation>其 dtype 为 {0}，没有数值</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_bundle.py" />
            <source> of the type {0}</source>
            <translation> （类型为 {0}）</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_bundle.py" />
            <source>it holds a variant{0}, {1} bytes that only TensorFlow understands</source>
            <translation>它含有一个 variant{0}，{1} 字节，只有 TensorFlow 能够理解</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_bundle.py" />
            <source>its dtype, {0}, is not known; {1} bytes are stored</source>
            <translation>其 dtype {0} 未知；存储了 {1} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_bundle.py" />
            <source>the object graph is not stored as one string</source>
            <translation>对象图没有存储为一个字符串</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_bundle.py" />
            <location filename="../../explorer/formats/tensor_slice_v1.py" />
            <source>none of its slices is in the file: {0}</source>
            <translation>其切片都不在文件中：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_bundle.py" />
            <source>Dataset iterators and lists of tensors are stored so.</source>
            <translation>数据集迭代器和张量列表就是这样存储的。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_slice_v1.py" />
            <source>the file holds no list of tensors, so it is no checkpoint</source>
            <translation>文件不含张量列表，因此不是检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_slice_v1.py" />
            <source>{0} more of its {1} files are not there.</source>
            <translation>其 {1} 个文件中另有 {0} 个不存在。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_slice_v1.py" />
            <source>A checkpoint of the same name in {0} files lies beside it, and is not read.</source>
            <translation>旁边有一个由 {0} 个文件组成的同名检查点，未读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_slice_v1.py" />
            <source>there is no V1 checkpoint of this name</source>
            <translation>没有这个名称的 V1 检查点</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_slice_v1.py" />
            <source>it is of the dtype string, which has no numbers</source>
            <translation>其 dtype 为 string，没有数值</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_slice_v1.py" />
            <source>its dtype, {0}, has no values that we know</source>
            <translation>其 dtype {0} 没有已知的值</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_slice_v1.py" />
            <source>{0} more files cannot be read.</source>
            <translation>另有 {0} 个文件无法读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_slice_v1.py" />
            <source>The file {0} is not there; tensors in it are not listed.</source>
            <translation>文件 {0} 不存在；其中的张量未列出。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_slice_v1.py" />
            <location filename="../../explorer/formats/v1_pieces.py" />
            <source>the file lists it, but holds no values of it</source>
            <translation>文件列出了它，但不含其值</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/tensor_slice_v1.py" />
            <source>The file {0} cannot be read: {1}.</source>
            <translation>无法读取文件 {0}：{1}。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/text_blocks.py" />
            <location filename="../../explorer/formats/text_message.py" />
            <source>The file is damaged or cut short; the checkpoints beside it can still be opened.</source>
            <translation>文件已损坏或被截断；旁边的检查点仍可打开。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/text_blocks.py" />
            <source>it is no protobuf text at byte {0}: {1}</source>
            <translation>从第 {0} 字节起不是 protobuf 文本：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/text_blocks.py" />
            <source>{0} has no value</source>
            <translation>{0} 没有值</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/text_blocks.py" />
            <source>it ends within a block</source>
            <translation>它在块内结束</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/text_blocks.py" />
            <source>a value is expected</source>
            <translation>此处应为值</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/text_blocks.py" />
            <source>a string does not end on its line</source>
            <translation>一个字符串没有在其行内结束</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/text_message.py" />
            <source>it has over {0} fields</source>
            <translation>它有超过 {0} 个字段</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/text_message.py" />
            <source>a list does not end</source>
            <translation>一个列表没有结束</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/text_message.py" />
            <source>line {0} of a node cannot be read: {1}</source>
            <translation>无法读取节点的第 {0} 行：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/text_message.py" />
            <source>it is no protobuf text</source>
            <translation>这不是 protobuf 文本</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/text_message.py" />
            <source>it is nested over {0} levels deep</source>
            <translation>它的嵌套超过 {0} 层</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/text_message.py" />
            <source>{0} is not expected</source>
            <translation>此处不应为 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/text_message.py" />
            <source>it ends within a message</source>
            <translation>它在消息内结束</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/v1_listing.py" />
            <source>the file names no dtype of it</source>
            <translation>文件没有给出其 dtype</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/v1_listing.py" />
            <source>its files list it with different shapes or dtypes</source>
            <translation>其各文件列出的形状或 dtype 不同</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/v1_listing.py" />
            <source>the slice {0}: {1}</source>
            <translation>切片 {0}：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/v1_pieces.py" />
            <source>a slice of it is damaged in the list</source>
            <translation>它的一个切片在列表中已损坏</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/v1_pieces.py" />
            <source>the file lists no slice of it</source>
            <translation>文件没有列出它的切片</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/varint.py" />
            <source>a varint is cut off at byte {0}</source>
            <translation>一个 varint 在第 {0} 字节处被截断</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/varint.py" />
            <source>a varint of more than {0} bytes ends at byte {1}</source>
            <translation>一个超过 {0} 字节的 varint 结束于第 {1} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/whole_tensors.py" />
            <source>it has {0} dimensions, an array has at most {1}</source>
            <translation>它有 {0} 个维度，数组最多有 {1} 个</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/whole_tensors.py" />
            <source>the tensor is not complete: {0}</source>
            <translation>该张量不完整：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/whole_tensors.py" />
            <source>its slices hold {0} of {1} elements, too few to show them in their place</source>
            <translation>其切片含有 {1} 个元素中的 {0} 个，太少而无法在原位显示</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/whole_tensors.py" />
            <source>an array cannot have the shape {0}</source>
            <translation>数组不能有形状 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/whole_tensors.py" />
            <source>The slices that exist can be read as a masked array (partial=True).</source>
            <translation>现有的切片可以作为掩码数组读取（partial=True）。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>The archive is damaged, still being written, or a copy of it was cut short.</source>
            <translation>归档已损坏、仍在写入，或其副本被截断。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>Unpacking it and packing it again without encryption makes it readable.</source>
            <translation>解压后不加密重新打包即可读取。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>the archive has {0} members, a model's has a few</source>
            <translation>归档有 {0} 个成员，模型的归档只有几个</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>packed by method {0}</source>
            <translation>用方法 {0} 压缩</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>the header of {0} is not its own</source>
            <translation>{0} 的头部不是它自己的</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>{0} has two sizes, {1} and {2}</source>
            <translation>{0} 有两个大小：{1} 和 {2}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>{0} unpacks to {1} bytes; up to {2} are unpacked here</source>
            <translation>{0} 解压后为 {1} 字节；此处最多解压 {2} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>{0} cannot unpack to {1} bytes from {2}</source>
            <translation>{0} 不可能由 {2} 字节解压出 {1} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>{0} should unpack to {1} bytes, and does not</source>
            <translation>{0} 解压后应为 {1} 字节，实际不符</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>the directory of the archive has {0} bytes, far too many</source>
            <translation>归档的目录有 {0} 字节，远远过多</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>it is no sound zip archive: {0}</source>
            <translation>这不是完好的 zip 归档：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>the archive holds {0} twice</source>
            <translation>归档中有两个 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>{0} lies outside of the archive</source>
            <translation>{0} 位于归档之外</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>Unpacking the archive and opening model.weights.h5 itself needs no memory.</source>
            <translation>解压归档后直接打开 model.weights.h5 不需要内存。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>The archive is damaged; which of its values are, nothing tells.</source>
            <translation>归档已损坏；其中哪些值损坏则无从得知。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>Which of them counts, nothing tells.</source>
            <translation>以哪一个为准则无从得知。</translation>
        </message>
        <message>
            <location filename="../../explorer/formats/zip_member.py" />
            <source>{0} cannot be unpacked: {1}</source>
            <translation>{0} 无法解压：{1}</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>is {0}, not a file</source>
            <translation>是 {0}，而不是文件</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>it is {0}, not a file</source>
            <translation>这是 {0}，而不是文件</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>something odd</source>
            <translation>异常的对象</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>Check the permissions of the file.</source>
            <translation>请检查文件的权限。</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>the system cannot read it: {0}</source>
            <translation>系统无法读取：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>{0} ended at byte {1} while it was read; it had {2} bytes</source>
            <translation>{0} 在读取时于第 {1} 字节结束；原有 {2} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>cannot be looked at: {0}</source>
            <translation>无法查看：{0}</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>{0} should hold bytes {1} to {2}, but has {3} bytes</source>
            <translation>{0} 应含有第 {1} 至 {2} 字节，但只有 {3} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>there is no such file</source>
            <translation>没有这个文件</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>Choose a file of a checkpoint.</source>
            <translation>请选择检查点的一个文件。</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>{0} changed from {1} to {2} bytes while it was read</source>
            <translation>{0} 在读取时由 {1} 字节变为 {2} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>{0} was written anew since it was opened</source>
            <translation>{0} 在打开之后被重新写出</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>{0} has {1} bytes, a file of this kind has at most {2}</source>
            <translation>{0} 有 {1} 字节，这种文件最多 {2} 字节</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>is a link to a file that is not there</source>
            <translation>是指向不存在的文件的链接</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>it is a link to a file that is not there</source>
            <translation>这是指向不存在的文件的链接</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>It may have been deleted or moved.</source>
            <translation>它可能已被删除或移走。</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>Reload to see what it holds now.</source>
            <translation>请重新加载以查看其当前内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/storage/files.py" />
            <source>The file it points to was moved or deleted.</source>
            <translation>它指向的文件已被移走或删除。</translation>
        </message>
        <message>
            <location filename="../../explorer/errors.py" />
            <source>Check that it is the file you meant; the help page on formats lists what is read.</source>
            <translation>请确认这是您要打开的文件；关于格式的帮助页列出了可读取的格式。</translation>
        </message>
        <message>
            <location filename="../../explorer/errors.py" />
            <source>Check the path, and that you may read what it names.</source>
            <translation>请检查路径，并确认您可以读取它所指的内容。</translation>
        </message>
        <message>
            <location filename="../../explorer/errors.py" />
            <source>`ckptx list` shows the keys that it holds.</source>
            <translation>`ckptx list` 会显示其中的键。</translation>
        </message>
        <message>
            <location filename="../../explorer/errors.py" />
            <source>Its dtype, shape and place in the files are known all the same.</source>
            <translation>其 dtype、形状和在文件中的位置仍然已知。</translation>
        </message>
        <message>
            <location filename="../../explorer/resources.py" />
            <source>the resource {0} is missing from this installation</source>
            <translation>此安装中缺少资源 {0}</translation>
        </message>
        <message>
            <location filename="../../explorer/resources.py" />
            <source>there is no demo {0}</source>
            <translation>没有名为 {0} 的演示</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>    deleted, remembered</source>
            <translation>    已删除，仍有记录</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>  (not in this step)</source>
            <translation>  （不在此步中）</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source> (not judged)</source>
            <translation>（未判定）</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source> Another way of loading is silently wrong, too.</source>
            <translation> 另有一种加载方式也会静默出错。</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source> and its slots</source>
            <translation> 及其槽</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source> and their slots</source>
            <translation> 及其槽</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source> between any two steps</source>
            <translation>任意两步之间</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source> by halving the steps</source>
            <translation>通过逐次折半各步</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source> so far</source>
            <translation>到目前为止</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>&amp;Go</source>
            <translation>转到(&amp;G)</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>, each step as tall as its own most</source>
            <translation>，每步按自身最大值定高</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>, log scale</source>
            <translation>，对数刻度</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>1 checkpoint</source>
            <translation>1 个检查点</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>1 child</source>
            <translation>1 个子节点</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>1 match</source>
            <translation>1 个匹配项</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>1 tensor</source>
            <translation>1 个张量</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>= unchanged</source>
            <translation>= 未改变</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>API all</source>
            <translation>API 全部</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Absolute value</source>
            <translation>绝对值</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Arrows walk</source>
            <translation>方向键移动</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Check the folder.</source>
            <translation>请检查文件夹。</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Code</source>
            <translation>代码</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Colour by </source>
            <translation>着色依据：</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>D: about a node</source>
            <translation>D：节点详情</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>End the search (Esc)</source>
            <translation>结束搜索（Esc）</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Enter folds</source>
            <translation>Enter 折叠</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>F1: all keys</source>
            <translation>F1：所有按键</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>G shows a part</source>
            <translation>G 显示局部</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Imaginary part</source>
            <translation>虚部</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>It keeps the learning rate in its configuration, not among its values.</source>
            <translation>它把学习率保存在配置中，而不在值之中。</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>It prints:
</source>
            <translation>输出：
</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>L1 norm</source>
            <translation>L1 范数</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>L2 norm</source>
            <translation>L2 范数</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Layers are matched by their number, so those after it would take the values of others.</source>
            <translation>层按编号匹配，因此其后的层会得到其他层的值。</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Next match (F3)</source>
            <translation>下一个匹配项（F3）</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Not every step was read: it is assumed that NaN stays once it is there.</source>
            <translation>并非每一步都已读取：假定 NaN 一旦出现便会一直存在。</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Not judged: </source>
            <translation>未判定：</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>One side is object-based, the other name-based: matched by the variables' names.</source>
            <translation>一侧基于对象，另一侧基于名称：按变量的名称匹配。</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Pa&amp;nels</source>
            <translation>面板(&amp;N)</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Phase</source>
            <translation>相位</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Previous match (Shift+F3)</source>
            <translation>上一个匹配项（Shift+F3）</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Real part</source>
            <translation>实部</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Right click: all there is to do</source>
            <translation>右键单击：所有可用操作</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Slots</source>
            <translation>槽变量</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Slots of these optimizers are matched by position: equal shapes take wrong values without an error.</source>
            <translation>这类优化器的槽按位置匹配：形状相同的槽会得到错误的值而不报错。</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>Text</source>
            <translation>文本</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>The only tensor</source>
            <translation>唯一的张量</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>The only weight</source>
            <translation>唯一的权重</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>a bias</source>
            <translation>偏置</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>a device</source>
            <translation>设备</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>a directory</source>
            <translation>目录</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>a directory, a checkpoint prefix, or any file of a checkpoint</source>
            <translation>目录、检查点前缀或检查点的任意文件</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>a fraction</source>
            <translation>小数</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>a layer</source>
            <translation>一个层</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>a list</source>
            <translation>列表</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>a neighbour</source>
            <translation>相邻层</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>a number</source>
            <translation>数字</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>a pipe</source>
            <translation>管道</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>a socket</source>
            <translation>套接字</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>a text</source>
            <translation>文本</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>absent</source>
            <translation>不存在</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>absolute</source>
            <translation>绝对</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>accepted</source>
            <translation>已接受</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>added</source>
            <translation>新增</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>all</source>
            <translation>全部</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>also</source>
            <translation>另见</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>are</source>
            <translation>是</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>are not in the checkpoint</source>
            <translation>在检查点中缺失</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>ascending</source>
            <translation>升序</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>assumed</source>
            <translation>假定</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>at least </source>
            <translation>至少</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>atol</source>
            <translation>atol</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>automatic</source>
            <translation>自动</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>averages</source>
            <translation>平均值</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>bad</source>
            <translation>坏值</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>bars</source>
            <translation>条形</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>because</source>
            <translation>原因</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>belong</source>
            <translation>属于</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>belongs</source>
            <translation>属于</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>below</source>
            <translation>下级</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>beyond</source>
            <translation>超出</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>biases</source>
            <translation>偏置</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>bitwise</source>
            <translation>逐位相同</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>bookkeeping</source>
            <translation>簿记</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>byte</source>
            <translation>字节</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>bytes</source>
            <translation>字节</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>called</source>
            <translation>名称</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>can be read</source>
            <translation>可以读取</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>carries no value</source>
            <translation>不含值</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>cause</source>
            <translation>原因</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>cells</source>
            <translation>单元格</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>changed</source>
            <translation>已改变</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>checkpoint</source>
            <translation>检查点</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>checkpoint of any format</source>
            <translation>任何格式的检查点</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>checkpoints</source>
            <translation>检查点</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>checksum</source>
            <translation>校验和</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>chief</source>
            <translation>chief</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>children</source>
            <translation>子节点</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>chosen</source>
            <translation>已选择</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>circle</source>
            <translation>圆形</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>class</source>
            <translation>类</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>column</source>
            <translation>列</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>columns</source>
            <translation>列</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>command</source>
            <translation>命令</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>complete</source>
            <translation>完整</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>configuration</source>
            <translation>配置</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>constant</source>
            <translation>常量</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>container</source>
            <translation>容器</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>cosine</source>
            <translation>余弦</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>count</source>
            <translation>个数</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>counter</source>
            <translation>计数器</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>cures</source>
            <translation>解决方法</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>damaged</source>
            <translation>已损坏</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>day</source>
            <translation>天</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>days</source>
            <translation>天</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>deferred</source>
            <translation>延迟恢复</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>deleted</source>
            <translation>已删除</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>denormal</source>
            <translation>非规格化</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>denormals</source>
            <translation>非规格化数</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>diamond</source>
            <translation>菱形</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>differ</source>
            <translation>不同</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>differ in dtype</source>
            <translation>dtype 不同</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>differ in shape</source>
            <translation>形状不同</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>difference</source>
            <translation>差值</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>differs</source>
            <translation>不同</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>differs in dtype</source>
            <translation>dtype 不同</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>differs in shape</source>
            <translation>形状不同</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>dimensions</source>
            <translation>维度</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>dimmed</source>
            <translation>变暗</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>directory</source>
            <translation>目录</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>distinct</source>
            <translation>不同值</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>do</source>
            <translation>并</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>does</source>
            <translation>并</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>dot</source>
            <translation>圆点</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>dtype</source>
            <translation>dtype</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>edge</source>
            <translation>边</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>edges</source>
            <translation>边</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>effect</source>
            <translation>效果</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>effective</source>
            <translation>有效</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>element</source>
            <translation>元素</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>elements</source>
            <translation>元素</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>empty</source>
            <translation>空</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>entry</source>
            <translation>条目</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>epoch</source>
            <translation>周期</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>epochs</source>
            <translation>周期</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>error</source>
            <translation>错误</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>event</source>
            <translation>事件</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>event files</source>
            <translation>事件文件</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>everything</source>
            <translation>全部</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>exact</source>
            <translation>精确</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>expected</source>
            <translation>期望</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>file</source>
            <translation>文件</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>filters</source>
            <translation>滤波器</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>fine</source>
            <translation>正常</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>finite</source>
            <translation>有限</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>finite values</source>
            <translation>有限值</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>first</source>
            <translation>第一个</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>flipped</source>
            <translation>变号</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>folded</source>
            <translation>已折叠</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>folders</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>follow</source>
            <translation>源于</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>follows</source>
            <translation>源于</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>format</source>
            <translation>格式</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>found</source>
            <translation>已找到</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>frozen</source>
            <translation>冻结</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>frozen?</source>
            <translation>冻结？</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>gone</source>
            <translation>已不存在</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>graph</source>
            <translation>图</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>has</source>
            <translation>有</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>have</source>
            <translation>有</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>health</source>
            <translation>健康状况</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>height</source>
            <translation>高</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>helper</source>
            <translation>辅助</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>helpers</source>
            <translation>辅助节点</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>here</source>
            <translation>这里</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>hidden</source>
            <translation>已隐藏</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>hold</source>
            <translation>含有</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>holds</source>
            <translation>含有</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>hour</source>
            <translation>小时</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>hours</source>
            <translation>小时</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>how</source>
            <translation>方式</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>hyperparameter</source>
            <translation>超参数</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>hyperparameters</source>
            <translation>超参数</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>ignored</source>
            <translation>已忽略</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>in</source>
            <translation>输入</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>incomplete</source>
            <translation>不完整</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>inferred from names and shapes</source>
            <translation>由名称和形状推断</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>infinities</source>
            <translation>无穷</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>inputs</source>
            <translation>输入</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>inside</source>
            <translation>内含</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>into</source>
            <translation>恢复到</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>is</source>
            <translation>是</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>is not in the checkpoint</source>
            <translation>在检查点中缺失</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>it</source>
            <translation>它</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>it lies in no data file</source>
            <translation>它不在任何数据文件中</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>it was not trained, or its slots are lost</source>
            <translation>它未经训练，或其槽已丢失</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>it was not verified</source>
            <translation>未校验</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>its</source>
            <translation>其</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>its entry contradicts itself</source>
            <translation>其条目自相矛盾</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>kept</source>
            <translation>已保留</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>key</source>
            <translation>键</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>kind</source>
            <translation>类别</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>lack</source>
            <translation>缺少</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>lacks</source>
            <translation>缺少</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>largest</source>
            <translation>最大</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>last</source>
            <translation>最后</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>later</source>
            <translation>较晚</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>latest</source>
            <translation>最新</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>layer</source>
            <translation>层</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>layered</source>
            <translation>分层</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>layers</source>
            <translation>层</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>leave</source>
            <translation>让</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>leave them at their initial values without an error</source>
            <translation>让它们保持初始值而不报错</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>leaves</source>
            <translation>让</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>leaves them at their initial values without an error</source>
            <translation>让它们保持初始值而不报错</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>left</source>
            <translation>左</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>length</source>
            <translation>长度</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>linear</source>
            <translation>线性</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>load</source>
            <translation>加载</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>load values of other variables without an error</source>
            <translation>加载其他变量的值而不报错</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>loads</source>
            <translation>加载</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>loads values of other variables without an error</source>
            <translation>加载其他变量的值而不报错</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>log</source>
            <translation>对数</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>lost</source>
            <translation>丢失</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>max</source>
            <translation>最大值</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>mean</source>
            <translation>均值</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>measured</source>
            <translation>已测量</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>measuring …</source>
            <translation>正在测量…</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>median</source>
            <translation>中位数</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>memory</source>
            <translation>记录</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>metric</source>
            <translation>指标</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>min</source>
            <translation>最小值</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>minute</source>
            <translation>分钟</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>minutes</source>
            <translation>分钟</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>missing</source>
            <translation>缺失</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>model</source>
            <translation>模型</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>model has no such variable, checkpoint holds </source>
            <translation>模型没有这个变量，检查点中为 </translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>move</source>
            <translation>变动</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>moved</source>
            <translation>变动</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>name</source>
            <translation>名称</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>name-based</source>
            <translation>基于名称</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>names</source>
            <translation>名称</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>neighbours</source>
            <translation>相邻各层</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>never</source>
            <translation>从未</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>newer</source>
            <translation>新的</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>newest</source>
            <translation>最新</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>no older step</source>
            <translation>没有旧步</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>node</source>
            <translation>节点</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>nodes</source>
            <translation>节点</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>norm</source>
            <translation>范数</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>note</source>
            <translation>备注</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>notes</source>
            <translation>备注</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>nothing</source>
            <translation>无</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>null</source>
            <translation>null</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>number</source>
            <translation>编号</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>numbers</source>
            <translation>数字</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>object</source>
            <translation>对象</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>object-based</source>
            <translation>基于对象</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>odd</source>
            <translation>异常</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>of Keras 2.11 or later, </source>
            <translation>Keras 2.11 或更高版本的 </translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>of Keras 3, </source>
            <translation>Keras 3 的 </translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>offset</source>
            <translation>偏移</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>older</source>
            <translation>旧的</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>one</source>
            <translation>一个</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>optimizer</source>
            <translation>优化器</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>order</source>
            <translation>顺序</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>other</source>
            <translation>其他</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>others</source>
            <translation>其他</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>out</source>
            <translation>输出</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>outputs</source>
            <translation>输出</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>overlay</source>
            <translation>叠加</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>owner</source>
            <translation>所有者</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>parent</source>
            <translation>父节点</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>passes</source>
            <translation>通过</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>path</source>
            <translation>路径</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>percent</source>
            <translation>百分比</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>picture</source>
            <translation>图片</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>pile</source>
            <translation>堆叠</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>predicted</source>
            <translation>预测</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>prefix</source>
            <translation>前缀</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>probably </source>
            <translation>很可能 </translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>problem</source>
            <translation>问题</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>problems</source>
            <translation>问题</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>program</source>
            <translation>程序</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>property</source>
            <translation>属性</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>quantiles</source>
            <translation>分位数</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>raises</source>
            <translation>抛出异常</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>reading …</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>recent</source>
            <translation>最近</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>record</source>
            <translation>记录</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>recoverable</source>
            <translation>可找回</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>relative</source>
            <translation>相对</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>remembered</source>
            <translation>仍有记录</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>removed</source>
            <translation>已移除</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>renamed</source>
            <translation>已重命名</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>renamed?</source>
            <translation>已重命名？</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>reordered</source>
            <translation>顺序改变</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>resource</source>
            <translation>资源</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>restore</source>
            <translation>恢复</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>restored</source>
            <translation>已恢复</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>restores</source>
            <translation>恢复</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>ridges</source>
            <translation>山脊</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>right</source>
            <translation>右</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>role</source>
            <translation>角色</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>root</source>
            <translation>根</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>row</source>
            <translation>行</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>rows</source>
            <translation>行</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>rtol</source>
            <translation>rtol</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>run</source>
            <translation>运行</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>same</source>
            <translation>相同</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>save</source>
            <translation>保存</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>saved</source>
            <translation>保存时间</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>saves</source>
            <translation>保存次数</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>scalar</source>
            <translation>标量</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>scope</source>
            <translation>作用域</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>scopes</source>
            <translation>作用域</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>scopes and tensors</source>
            <translation>作用域和张量</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>second</source>
            <translation>秒</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>seconds</source>
            <translation>秒</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>selected</source>
            <translation>已选择</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>several</source>
            <translation>多个</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>shape</source>
            <translation>形状</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>shard</source>
            <translation>分片</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>share</source>
            <translation>占比</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>shared</source>
            <translation>共享</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>shown</source>
            <translation>显示</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>size</source>
            <translation>大小</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>slices</source>
            <translation>切片</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>slot</source>
            <translation>槽变量</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>slot variables</source>
            <translation>槽变量</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>slots</source>
            <translation>槽变量</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>source</source>
            <translation>来源</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>square</source>
            <translation>方形</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>stable</source>
            <translation>稳定</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>stand</source>
            <translation>处于</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>stands</source>
            <translation>处于</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>state</source>
            <translation>状态</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>statistics</source>
            <translation>统计量</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>status</source>
            <translation>状态</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>std</source>
            <translation>标准差</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>step</source>
            <translation>步</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>steps</source>
            <translation>步</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>stored</source>
            <translation>存储</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>string</source>
            <translation>字符串</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>strings</source>
            <translation>字符串</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>symlog</source>
            <translation>对称对数</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>table</source>
            <translation>表格</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>tags</source>
            <translation>标签</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>take</source>
            <translation>得到</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>take the stored shapes without an error</source>
            <translation>采用存储的形状而不报错</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>takes</source>
            <translation>得到</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>takes the stored shapes without an error</source>
            <translation>采用存储的形状而不报错</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>target</source>
            <translation>目标</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>targets</source>
            <translation>目标</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>temporary</source>
            <translation>临时</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>tensor</source>
            <translation>张量</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>tensors</source>
            <translation>张量</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>text</source>
            <translation>文本</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>the picture could not be written</source>
            <translation>图片无法写入</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>the target trains it</source>
            <translation>目标会训练它</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>them</source>
            <translation>多个</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>themselves</source>
            <translation>自身</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>time</source>
            <translation>时间</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>total</source>
            <translation>总计</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>trainable</source>
            <translation>可训练</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>trained</source>
            <translation>已训练</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>triangle</source>
            <translation>三角形</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>type</source>
            <translation>类型</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>unchanged</source>
            <translation>未改变</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>under</source>
            <translation>加载方式</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>unfinished</source>
            <translation>未完成</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>unfolded</source>
            <translation>已展开</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>units</source>
            <translation>单元</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>unpaired</source>
            <translation>未配对</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>unreadable</source>
            <translation>无法读取</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>untrained</source>
            <translation>未训练</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>value</source>
            <translation>值</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>values</source>
            <translation>值</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>variable</source>
            <translation>变量</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>variables</source>
            <translation>变量</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>verdict</source>
            <translation>判定</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>verified</source>
            <translation>已校验</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>view</source>
            <translation>视图</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>waiting</source>
            <translation>等待中</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>was</source>
            <translation>已</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>week</source>
            <translation>周</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>weeks</source>
            <translation>周</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>weight</source>
            <translation>权重</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>weights</source>
            <translation>权重</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>were</source>
            <translation>已</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>whole</source>
            <translation>整体存储的</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>why</source>
            <translation>原因</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>width</source>
            <translation>宽</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>would take another variable's value</source>
            <translation>会得到另一个变量的值</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>wrapped</source>
            <translation>换行</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>written</source>
            <translation>写入时间</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>wrong</source>
            <translation>有误</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>zero</source>
            <translation>零</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>zeros</source>
            <translation>零</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>− No finite value.</source>
            <translation>− 没有有限值。</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>− No values: the tensor is empty.</source>
            <translation>− 没有值：张量为空。</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>✓ verified</source>
            <translation>✓ 已校验</translation>
        </message>
        <message>
            <location filename="../../packaging/translations_more.json" />
            <source>简体中文</source>
            <translation>简体中文</translation>
        </message>
    </context>
</TS>
