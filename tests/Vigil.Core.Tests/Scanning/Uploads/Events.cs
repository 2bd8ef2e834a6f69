using System.Text;

namespace Vigil.Core.Tests.Scanning.Uploads;

/// <summary>Events as Event Grid puts them into the queue.</summary>
internal static class Events
{
    public static string Created(string blob, string eTag, string container = "uploads") => $$$"""
        {"specversion": "1.0", "id": "e1", "type": "Microsoft.Storage.BlobCreated", "source": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/acme",
         "subject": "/blobServices/default/containers/{{{container}}}/blobs/{{{blob}}}", "time": "2026-03-16T09:00:00Z",
         "data": {"api": "PutBlob", "eTag": "{{{eTag.Trim('"')}}}", "contentLength": 3, "blobType": "BlockBlob", "url": "https://acme.blob.core.windows.net/{{{container}}}/x"}}
        """;

    public static string InEventGridSchema(string blob, string eTag) => $$$"""
        [{"id": "e1", "eventType": "Microsoft.Storage.BlobCreated", "topic": "/subscriptions/s", "subject": "/blobServices/default/containers/uploads/blobs/{{{blob}}}",
          "eventTime": "2026-03-16T09:00:00Z", "dataVersion": "", "metadataVersion": "1", "data": {"api": "PutBlockList", "eTag": "{{{eTag.Trim('"')}}}"}}]
        """;

    public static string Scanned(string blob, string eTag, string result, string details = "{}", bool isCloudEvent = true) => $$$"""
        {"id": "d1", "{{{(isCloudEvent ? "type" : "eventType")}}}": "Microsoft.Security.MalwareScanningResult", "subject": "storageAccounts/acme/containers/uploads/blobs/{{{blob}}}",
         "data": {"correlationId": "c", "blobUri": "https://acme.blob.core.windows.net/uploads/{{{blob}}}", "eTag": "{{{eTag.Trim('"')}}}",
                  "scanFinishedTimeUtc": "2026-03-16T09:00:01Z", "scanResultType": "{{{result}}}", "scanResultDetails": {{{details}}} } }
        """;

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
