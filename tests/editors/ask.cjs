// What VS Code shows in files of annotations: its own language service for JSON, asked without the editor.
//
//   node ask.cjs FOLDER < questions.json > answers.json
//
// FOLDER is one that `detente schema --install` has set up: its .vscode/settings.json is read as VS Code
// reads it, the addresses relative to the folder. A question is {"file", "text", "at"}: the name of a file,
// its contents and an offset. An answer is {"completions": {label: text}, "hover", "problems"}. Nothing is
// fetched from the network: an address that is no file of the folder cannot be opened.

const fs = require('fs')
const path = require('path')
const { pathToFileURL, fileURLToPath } = require('url')
const { getLanguageService, TextDocument, ClientCapabilities } = require('vscode-json-languageservice')

const folder = path.resolve(process.argv[2])
const address = (name) => pathToFileURL(path.join(folder, name)).href
const settings = JSON.parse(fs.readFileSync(path.join(folder, '.vscode', 'settings.json'), 'utf8'))

const service = getLanguageService({
  clientCapabilities: ClientCapabilities.LATEST,
  workspaceContext: { resolveRelativePath: (name, base) => new URL(name, base).href },
  schemaRequestService: async (uri) => {
    if (!uri.startsWith('file:')) throw new Error(`cannot open ${uri}`)
    return fs.readFileSync(fileURLToPath(uri), 'utf8')
  },
})
service.configure({
  validate: true,
  schemas: settings['json.schemas'].map(({ fileMatch, url }) => ({
    fileMatch,
    uri: url.startsWith('.') ? address(url) : url,
  })),
})

const plain = (value) => (value === undefined ? '' : typeof value === 'string' ? value : value.value)

async function answer({ file, text, at }) {
  const document = TextDocument.create(address(file), 'json', 1, text)
  const parsed = service.parseJSONDocument(document)
  const position = document.positionAt(at)
  const completions = await service.doComplete(document, position, parsed)
  const hover = await service.doHover(document, position, parsed)
  const problems = await service.doValidation(document, parsed)
  return {
    completions: Object.fromEntries(completions.items.map((i) => [i.label, plain(i.documentation)])),
    hover: hover ? hover.contents.map(plain).join('\n') : '',
    problems: problems.map((problem) => problem.message),
  }
}

const questions = JSON.parse(fs.readFileSync(0, 'utf8'))
Promise.all(questions.map(answer)).then((answers) => console.log(JSON.stringify(answers)))
