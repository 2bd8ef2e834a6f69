namespace Vigil.Core.Scanning;

/// <summary>The version of the file that is scanned cannot be read any more: it was replaced or deleted.</summary>
public sealed class FileUnreadableException(IOException exception) : Exception(exception.Message, exception);
