using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Vigil.Web.OpenApi;

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class OpenApiJson : JsonSerializerContext;
