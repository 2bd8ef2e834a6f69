using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Vigil.Cli.Scan;

/// <summary>Tells files from pipes, sockets and devices, which have no length and which one may wait for for ever. The framework does not tell; Linux does.</summary>
internal static class FileTypes
{
    private const int CurrentDirectory = -100;
    private const uint TypeWanted = 1;
    private const int ModeAt = 28;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>Of a path that leads to no folder.</summary>
    public static bool IsSpecial(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        // struct statx is the same on all of Linux: 256 bytes.
        var status = new byte[256];
        try
        {
            return Statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), 0, TypeWanted, status) == 0
                && (BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeAt)) & TypeMask) != Regular;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] status);
}
